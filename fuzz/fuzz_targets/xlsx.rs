#![no_main]
//! A sheet and the styles of an XLSX: what stands before the first NUL, and after.

use libfuzzer_sys::fuzz_target;

const WORKBOOK: &[u8] = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>"#;
const RELATIONSHIPS: &[u8] = br#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"#;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let (sheet, styles) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    container::extract(&container::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", styles),
    ]));
});
