//! HTML → document: pages saved from Word or LibreOffice, also under the name .doc, error pages of
//! servers, and «single file web pages» (MIME with parts).

mod decode;
mod failure;
#[cfg(test)]
mod tests;
mod walk;

use crate::ReadError;
use model::{Diagnostic, Document, Format, TextLayer};
use walk::Walk;

/// The parser of the tags needs time that grows with the square of the depth.
const DEEPEST: usize = 2000;
/// A thousand pages saved from Word have about 300,000; each costs half a kilobyte.
const MOST_TAGS: usize = 400_000;
/// The parser compares each attribute of a tag with all others.
const MOST_ATTRIBUTES: usize = 10_000;
/// Pages longer than this are no document.
const LONGEST: usize = 32 << 20;

/// # Errors
/// Where the page is absurdly long or deep.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LONGEST {
        return Err(ReadError::TooLarge(format!("an HTML page of more than {} MiB", LONGEST >> 20)));
    }
    let text = decode::page(bytes);
    check(&text)?;
    let page = scraper::Html::parse_document(&text);
    let mut walk = Walk::default();
    let blocks = crate::flow::finished(walk.page(page.root_element()))?;
    let mut diagnostics = walk.diagnostics();
    diagnostics.extend(failure::complaint(&page, &blocks));
    diagnostics.extend(cut_off(&text));
    Ok(Document {
        format: Format::Html,
        pages: None,
        text_layer: TextLayer::Native,
        blocks,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics,
    })
}

/// A page that opens as a whole one and never closes: a download or copy that was cut off ends so. Parts of
/// pages, which many programs write, open nothing.
fn cut_off(text: &str) -> Option<Diagnostic> {
    let is = |tag: &str, name: &str| {
        let (head, rest) = tag.split_at_checked(name.len()).unwrap_or(("", ""));
        head.eq_ignore_ascii_case(name) && !rest.starts_with(|c: char| c.is_alphanumeric())
    };
    let mut tags = text.split('<').skip(1);
    let open = tags.any(|tag| is(tag, "html")) && !tags.any(|tag| is(tag, "/html"));
    let message = "the page ends before its «</html>»; what is there was read";
    open.then(|| Diagnostic::warning("file-damaged", message, Vec::new()))
}

/// Refuses what the parser would take too much time or memory for.
fn check(text: &str) -> Result<(), ReadError> {
    let refuse = |what: String| Err(ReadError::TooLarge(what));
    if depth(text) > DEEPEST {
        return refuse(format!("HTML nested deeper than {DEEPEST}"));
    }
    if text.split('<').nth(MOST_TAGS).is_some() {
        return refuse(format!("more than {MOST_TAGS} tags of HTML"));
    }
    if text.split('<').skip(1).any(|tag| attributes(tag) > MOST_ATTRIBUTES) {
        return refuse(format!("a tag of HTML with more than {MOST_ATTRIBUTES} attributes"));
    }
    Ok(())
}

/// How many attributes a tag has at most: the blanks outside quotes up to its end. Comments hold whole
/// style sheets and are no tags.
fn attributes(tag: &str) -> usize {
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let mut quote = None;
    let mut count = 0;
    for letter in tag.chars() {
        match letter {
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            _ if quote == Some(letter) => quote = None,
            _ if quote.is_some() => {}
            '>' => break,
            _ => count += usize::from(letter.is_ascii_whitespace() || letter == '/'),
        }
    }
    count
}

/// How deep the tags nest, as far as can be told without parsing: the most that are open at once.
/// Tags that need no end are not counted.
fn depth(text: &str) -> usize {
    const ENDLESS: [&str; 22] = [
        "br", "p", "li", "td", "tr", "th", "img", "meta", "link", "input", "hr", "col", "option", "dt", "dd",
        "tbody", "thead", "tfoot", "area", "base", "wbr", "colgroup",
    ];
    let (mut open, mut most) = (0usize, 0usize);
    for tag in text.split('<').skip(1) {
        let name: String = tag
            .chars()
            .take(12)
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect::<String>()
            .to_ascii_lowercase();
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if !name.is_empty() && !ENDLESS.contains(&name.as_str()) {
            open += 1;
            most = most.max(open);
        }
    }
    most
}
