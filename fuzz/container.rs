//! Puts fuzzed parts into the containers that readers expect: a fuzzer that had to find a valid zip file
//! first would never come to what is inside. `seeds.py` takes documents apart in the same way.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Reads a file through all stages without OCR; only its panics, hangs and memory are of interest.
pub fn extract(bytes: &[u8]) {
    let settings = kehoach::Settings { ocr: kehoach::OcrMode::Never, ..kehoach::Settings::default() };
    let _ = kehoach::extract(bytes, "fuzzed", &settings);
}

/// The fuzzed bytes as so many texts, parted by NUL, which no XML may hold; missing ones are empty.
pub fn parts<const COUNT: usize>(data: &[u8]) -> [&[u8]; COUNT] {
    let mut parts = data.splitn(COUNT, |byte| *byte == 0);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// A zip file of named parts; empty ones are left out.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        zip.start_file(*name, options).expect("a part can be started");
        zip.write_all(bytes).expect("a part can be written");
    }
    zip.finish().expect("the container can be closed").into_inner()
}

/// An OLE file of named streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container can be made");
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).expect("a stream can be started");
        stream.write_all(bytes).expect("a stream can be written");
    }
    file.flush().expect("the container can be closed");
    file.into_inner().into_inner()
}

/// A PDF whose pages have these contents and one font, «F1».
pub fn pages(contents: &[&[u8]]) -> Vec<u8> {
    let count = contents.len();
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>endobj\n\
         3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    )
    .into_bytes();
    for (page, content) in contents.iter().enumerate() {
        let (page, stream) = (4 + 2 * page, 5 + 2 * page);
        pdf.extend(format!("{page} 0 obj<</Type/Page/Parent 2 0 R/Contents {stream} 0 R>>endobj\n").bytes());
        pdf.extend(format!("{stream} 0 obj<</Length {}>>stream\n", content.len()).bytes());
        pdf.extend_from_slice(content);
        pdf.extend(b"\nendstream endobj\n");
    }
    pdf.extend(b"trailer<</Root 1 0 R>>\n%%EOF");
    pdf
}
