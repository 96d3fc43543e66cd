//! Whole pages and whole files, sound and broken.

use super::{Lettered, compose, is_immense, read_pdf};
use crate::{OcrMode, Options, ReadError};
use model::page::{Font, GlyphText};
use model::{BBox, Block, Document, Format, Glyph, Page, PageImage, Paragraph, ParagraphRole, Ruling};
use proptest::prelude::*;

fn all_readable(text: &str) -> (usize, usize) {
    let words = text.split_whitespace().count();
    (words, words)
}

fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    read_pdf(
        bytes,
        &Options {
            readability: &all_readable,
            words: &crate::testing::FewWords,
            ocr: OcrMode::Never,
            cache: None,
        },
    )
}

/// A PDF of one content stream a page, in Helvetica, with a correct table of offsets.
fn pdf(contents: &[&str]) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>".to_owned());
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> /XObject << /X {0} 0 R >> >> >>",
            5 + 2 * index
        ));
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!("trailer << /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF", objects.len() + 1).bytes(),
    );
    bytes
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    for block in &document.blocks {
        if let Block::Paragraph(paragraph) = block {
            found.push(paragraph);
        }
    }
    found
}

#[test]
fn a_page_gives_its_text_and_the_look_of_it() {
    let document = read(&pdf(&["BT /F1 12 Tf 72 700 Td (Plan of the) Tj 70 0 Td (year) Tj ET"])).unwrap();
    let found = paragraphs(&document);
    assert_eq!(found.iter().map(|p| p.text()).collect::<Vec<_>>(), ["Plan of the year"]);
    assert!(found[0].is_bold());
    assert_eq!(found[0].lines[0].runs[0].font.as_deref(), Some("Helvetica-Bold"));
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let full = "word ".repeat(15);
    let lines = |from: usize, to: usize| {
        let line = |i: usize| format!("1 0 0 1 72 {} Tm ({full}{i}) Tj\n", 760 - 16 * (i - from));
        (from..to).map(line).collect::<String>()
    };
    let first = format!("BT /F1 12 Tf {} ET", lines(10, 50));
    let second = format!("BT /F1 12 Tf {} ET", lines(50, 90));
    let document = read(&pdf(&[&first, &second])).unwrap();
    assert_eq!(paragraphs(&document).len(), 1);
    assert_eq!(paragraphs(&document)[0].lines.len(), 80);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let document = read(&pdf(&["BT /F1 12 Tf 72 700 Td (a) Tj ET /X Do /X Do"])).unwrap();
    assert!(!document.diagnostics.is_empty(), "the page was to be given up");
}

#[test]
fn broken_files_give_what_can_be_read() {
    let whole = pdf(&["BT /F1 12 Tf 72 700 Td (Plan) Tj ET"]);
    let text = String::from_utf8(whole.clone()).unwrap();
    let wrong_offsets = text.replace("startxref\n", "startxref\n9");
    let no_end = text.split("xref").next().unwrap().to_owned() + "trailer << /Root 1 0 R >>";
    for broken in [wrong_offsets, no_end] {
        let document = read(broken.as_bytes()).unwrap();
        assert_eq!(paragraphs(&document)[0].text(), "Plan");
    }
    assert!(matches!(read(b"%PDF-1.4\nnothing"), Err(ReadError::Damaged(_))));
}

#[test]
fn pictures_that_do_not_fit_into_memory_are_told() {
    for (sizes, immense) in [
        (vec![], false),
        (vec![(9933, 7016)], false),
        (vec![(4960, 7016), (4960, 7016), (4960, 7016)], false),
        (vec![(30_000, 30_000)], true),
        (vec![(9000, 9000), (9000, 9000)], true),
        (vec![(u32::MAX, u32::MAX), (u32::MAX, u32::MAX)], true),
    ] {
        let image = |(width, height): &(u32, u32)| PageImage {
            bbox: BBox::default(),
            width: *width,
            height: *height,
        };
        let page = Page { images: sizes.iter().map(image).collect(), ..Page::default() };
        assert_eq!(is_immense(&page), immense, "{sizes:?}");
    }
}

#[test]
fn page_numbers_are_set_aside() {
    let page = |number: u32| {
        format!("BT /F1 12 Tf 297 800 Td ({number}) Tj ET BT /F1 12 Tf 72 600 Td (Text of page) Tj ET")
    };
    let document = read(&pdf(&[&page(1), &page(2), &page(3)])).unwrap();
    let aside = paragraphs(&document).iter().filter(|p| p.role == ParagraphRole::Furniture).count();
    assert_eq!(aside, 3);
}

prop_compose! {
    fn glyph()(
        x in -50.0_f32..700.0, y in prop_oneof![-50.0_f32..900.0, Just(100.0), Just(114.0), Just(f32::MAX)],
        width in prop_oneof![0.0_f32..20.0, Just(f32::MAX)], size in prop_oneof![0.1_f32..40.0, Just(12.0)],
        text in prop_oneof![Just(GlyphText::Unknown), any::<char>().prop_map(GlyphText::Char), Just(GlyphText::Char(' '))],
        font in 0_u16..3, quarter in 0_u16..4, hidden in any::<bool>(),
    ) -> Glyph {
        let bbox = BBox::new(x, y - size, x + width, y + size / 4.0);
        let rotation = if quarter == 3 { 270 } else { 0 };
        Glyph { text, bbox, baseline: y, size, font, rotation, hidden: hidden && quarter == 1, confidence: 1.0 }
    }
}

prop_compose! {
    fn ruling()(x in 0.0_f32..600.0, y in 0.0_f32..840.0, length in 0.0_f32..500.0, level in any::<bool>()) -> Ruling {
        let (dx, dy) = if level { (length, 0.0) } else { (0.0, length) };
        Ruling { x0: x, y0: y, x1: x + dx, y1: y + dy, thickness: 0.5 }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_page_makes_it_panic(
        pages in prop::collection::vec(
            (prop::collection::vec(glyph(), 0..120), prop::collection::vec(ruling(), 0..20)), 1..4),
    ) {
        let font = Font { name: "Times".into(), bold: true, italic: false };
        let pages = pages.into_iter().zip(1..).map(|((glyphs, rulings), number)| {
            let fonts = vec![font.clone()];
            Lettered::new(Page { number, width: 595.0, height: 842.0, glyphs, rulings, fonts, ..Page::default() })
        });
        let document = compose(pages.collect(), Format::Pdf);
        prop_assert!(document.pages.is_some());
    }

    #[test]
    fn no_change_of_bytes_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = pdf(&["BT /F1 12 Tf 72 700 Td [(Plan) -200 (of)] TJ ET 72 600 100 1 re f q 1 0 0 1 0 0 cm Q"]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}
