//! A server's error page that was saved under a document's name.

use model::{Block, Diagnostic};
use scraper::{Html, Selector};

/// An error page says what it has to say in fewer words.
const MOST_WORDS: usize = 150;
/// What stands in an error page's title or headings.
const WORDS: &[&str] = &[
    "error",
    "not found",
    "forbidden",
    "unauthorized",
    "bad request",
    "bad gateway",
    "access denied",
    "service unavailable",
    "lỗi",
    "không tìm thấy",
    "không tồn tại",
    "từ chối truy cập",
];

/// The complaint about a short page without tables whose title or headings report a failure.
pub fn complaint(page: &Html, blocks: &[Block]) -> Option<Diagnostic> {
    let words = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text().split_whitespace().count()),
        Block::Table(_) => None,
    };
    let words = blocks.iter().map(words).sum::<Option<usize>>()?;
    let headings = Selector::parse("title, h1, h2").ok()?;
    let headings = page.select(&headings).map(|heading| heading.text().collect::<String>());
    let failure = headings.map(|heading| heading.trim().to_owned()).find(|heading| reports(heading))?;
    let message = format!("this is the error page of a server, not a document: «{failure}»");
    (words <= MOST_WORDS).then(|| Diagnostic::error("no-document", message, vec![]))
}

/// Whether a heading reports a failure: a server's code from 400 to 599 that opens or ends it, or words.
fn reports(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut parts = heading.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let is_code = |part: Option<&str>| {
        part.is_some_and(|part| {
            part.len() == 3 && (part.starts_with('4') || part.starts_with('5')) && part.parse::<u16>().is_ok()
        })
    };
    is_code(parts.next()) || is_code(parts.next_back()) || WORDS.iter().any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn an_error_page_is_no_document() {
        for (page, failed) in [
            ("<title>404 - File not found.</title><h1>Server Error</h1><p>It was removed.", true),
            ("<title>Trang chủ</title><h1>Lỗi 503</h1>", true),
            ("<h2>Không tìm thấy trang</h2><p>Trang bạn yêu cầu không còn.", true),
            ("<title>Kế hoạch 404</title><table><tr><td>1<td>2</table>", false),
            ("<title>Kế hoạch năm 2025</title><h1>KẾ HOẠCH</h1><p>Căn cứ …", false),
            ("<p>404 hộ nghèo", false),
        ] {
            let document = read(page.as_bytes()).unwrap();
            let found = document.diagnostics.iter().any(|one| one.code == "no-document");
            assert_eq!(found, failed, "{page}");
        }
        let long = format!("<h1>Lỗi thường gặp</h1><p>{}", "một hai ba ".repeat(60));
        assert!(read(long.as_bytes()).unwrap().diagnostics.is_empty());
    }
}
