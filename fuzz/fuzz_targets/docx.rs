#![no_main]
//! The main part of a DOCX, its styles, its lists and its footnotes.

use libfuzzer_sys::fuzz_target;

const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/>
<Relationship Id="b" Type="x/numbering" Target="numbering.xml"/>
<Relationship Id="c" Type="x/footnotes" Target="footnotes.xml"/></Relationships>"#;

fuzz_target!(|data: &[u8]| {
    let [document, styles, numbering, footnotes] = container::parts(data);
    container::extract(&container::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", footnotes),
    ]));
});
