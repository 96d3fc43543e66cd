#![no_main]
//! A sheet, the styles and the shared strings of an XLSX.

use libfuzzer_sys::fuzz_target;

const WORKBOOK: &[u8] = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>"#;
const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet.xml"/>
<Relationship Id="b" Type="x/styles" Target="styles.xml"/>
<Relationship Id="c" Type="x/sharedStrings" Target="strings.xml"/></Relationships>"#;

fuzz_target!(|data: &[u8]| {
    let [sheet, styles, strings] = container::parts(data);
    container::extract(&container::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sheet.xml", sheet),
        ("xl/styles.xml", styles),
        ("xl/strings.xml", strings),
    ]));
});
