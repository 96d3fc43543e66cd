//! A file that was cut off or mangled on its way: its list of pages put together again, and what is missing.

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use memchr::memmem::find;
use model::Diagnostic;

/// A page's dictionary is short; a long object is a stream.
const LONGEST_PAGE: usize = 4000;

/// The file with a list of the pages that stand in it, for a file that has lost its own with its end; none
/// where no page is found. Pages inside packed objects cannot be found.
pub fn with_page_list(bytes: &[u8]) -> Option<Vec<u8>> {
    if find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let mut pages = Vec::new();
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..)?, b" obj") {
        let (before, after) = (bytes.get(..at + found)?, bytes.get(at + found + 4..)?);
        at += found + 4;
        let short = after.get(..LONGEST_PAGE).unwrap_or(after);
        let cut = short.len() < LONGEST_PAGE;
        let end = find(short, b"endobj").unwrap_or(if cut { 0 } else { LONGEST_PAGE });
        if is_page(short.get(..end).unwrap_or_default()) {
            pages.extend(number_of(before));
        }
    }
    let last = pages.iter().map(|page| page.0).max()?;
    let (tree, root) = (last + 1_000_001, last + 1_000_002);
    let kids: Vec<String> = pages.iter().map(|(number, version)| format!("{number} {version} R")).collect();
    let list = format!(
        "\n{tree} 0 obj\n<</Type/Pages/Count {}/Kids[{}]>>\nendobj\n{root} 0 obj\n<</Type/Catalog/Pages {tree} 0 R>>\nendobj\ntrailer\n<</Root {root} 0 R>>\n",
        kids.len(),
        kids.join(" ")
    );
    let mut whole = bytes.to_vec();
    whole.extend_from_slice(b"\nendstream\nendobj\n");
    whole.extend_from_slice(list.as_bytes());
    Some(whole)
}

/// Whether an object is a page: its type says so, however it is spaced.
fn is_page(object: &[u8]) -> bool {
    let plain: Vec<u8> = object.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let after = find(&plain, b"/Type/Page").and_then(|at| plain.get(at + 10..));
    after.is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphabetic))
}

/// The number and version at the end of what stands before «obj».
fn number_of(before: &[u8]) -> Option<(u32, u32)> {
    let tail = before.get(before.len().saturating_sub(20)..)?;
    let text = String::from_utf8_lossy(tail);
    let mut words = text.split_whitespace().rev();
    let version = words.next()?.parse().ok()?;
    Some((words.next()?.parse().ok()?, version))
}

/// What is said of a file whose end is missing, or that promises more pages than can be found.
pub fn complaints(pdf: &Pdf, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut complaints = Vec::new();
    if find(bytes, b"%%EOF").is_none() {
        let message = "the end of the file is missing; what is there was read";
        complaints.push(Diagnostic::warning("file-damaged", message, vec![]));
    }
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"Pages".as_slice()));
    let promised = tree.and_then(|tree| tree.get::<u32>(b"Count".as_slice())).unwrap_or(0);
    let found = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if promised > found {
        let message = format!("the file says that it has {promised} pages; {found} were found");
        complaints.push(Diagnostic::error("page-unreadable", message, vec![]));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_without_their_list() {
        let cut = b"%PDF-1.4\n1 0 obj <</Type /Page /MediaBox[0 0 9 9]>> endobj 2 0 obj <</Type/Pages>> endobj\n13 0 obj<</Type\n/Page>>endobj 4 0 obj <<";
        let whole = String::from_utf8(with_page_list(cut).unwrap()).unwrap();
        assert!(whole.contains("/Count 2/Kids[1 0 R 13 0 R]"), "{whole}");
        assert_eq!(Pdf::new(whole.into_bytes()).unwrap().pages().len(), 2);
        assert_eq!(with_page_list(b"%PDF-1.4\n1 0 obj <<>> endobj"), None);
    }
}
