//! The title: the kind of document, its subject below, and the line that says what it is attached to.

use super::letterhead::{Role, role};
use super::lines::TextLine;
use super::symbol;
use super::{date, issuer, sides};
use crate::phrases::{is_upper, pattern};
use model::DocumentKind;
use model::document::close_up;
use regex::Regex;
use std::sync::LazyLock;

/// The title begins within so many lines after the letterhead.
const SEARCH: usize = 20;
/// No title has more lines.
const LONGEST: usize = 12;

/// Who issued what a plan is attached to: «… của UBND xã Tân Lập)».
static ISSUED_BY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bcủa\s+(?P<issuer>\p{L}[^()]*)"));

/// The title and what stands with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Title {
    pub(crate) kind: Option<DocumentKind>,
    pub(crate) text: Option<String>,
    pub(crate) attachment: Option<Attachment>,
    pub(crate) used: Vec<usize>,
}

/// «(Ban hành kèm theo Quyết định số …)».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attachment {
    pub(crate) text: String,
    pub(crate) date: Option<String>,
    pub(crate) issuer: Option<String>,
}

/// Reads the title at or after a line. `letter`: there is a subject already, so that only an explicit
/// kind counts as a title.
pub(crate) fn read(lines: &[TextLine], from: usize, letter: bool) -> Title {
    let mut title = Title::default();
    let Some(first) = first_line(lines, from, letter) else {
        return title;
    };
    let Some(line) = lines.get(first) else {
        return title;
    };
    let opening = symbol::kind_opening(&line.text);
    title.kind = opening.map(|(kind, _)| kind);
    let mut bare = opening.is_some_and(|(_, count)| line.text.split_whitespace().skip(count).all(is_ordinal));
    let mut text = String::new();
    close_up(&mut text, &line.text);
    title.used.push(first);
    let mut last = line;
    let mut next = first + 1;
    while let Some(line) = lines.get(next).filter(|_| title.used.len() < LONGEST) {
        match role(line) {
            Role::Rule if bare => {}
            Role::Stamp => {}
            found if belongs(&found, last, line, bare) => {
                close_up(&mut text, &line.text);
                bare = false;
                last = line;
            }
            _ => break,
        }
        title.used.push(next);
        next += 1;
    }
    title.text = Some(text);
    title.attachment = attachment(lines, next, &mut title.used);
    if title.kind.is_none() && title.attachment.is_some() {
        title.kind = Some(DocumentKind::PhuLuc);
    }
    title
}

/// The kind's line; without one the first line that looks like a title.
fn first_line(lines: &[TextLine], from: usize, letter: bool) -> Option<usize> {
    let window = || lines.iter().enumerate().skip(from).take(SEARCH);
    let body = |line: &TextLine| {
        matches!(role(line), Role::Addressee | Role::Grounds | Role::Numbered | Role::Recipients)
    };
    let head = || window().take_while(|(_, line)| !body(line));
    let kind = head().find(|(_, line)| matches!(role(line), Role::Kind)).map(|(index, _)| index);
    if kind.is_some() || letter {
        return kind;
    }
    let looks = |line: &TextLine| {
        let short = line.text.chars().count() <= 250 && line.text.split_whitespace().count() >= 3;
        let shown = is_upper(&line.text) || (line.bold && line.centered);
        short && shown && line.alone && matches!(role(line), Role::Other) && !sides::is_signer(&line.text)
    };
    head().take(8).find(|(_, line)| looks(line)).map(|(index, _)| index)
}

/// Whether a line goes on with the title. `bare`: so far there is only the kind's name.
fn belongs(found: &Role, last: &TextLine, line: &TextLine, bare: bool) -> bool {
    match found {
        Role::Other | Role::Kind | Role::Subject(_) => {}
        // «Căn cứ» and «1.» may open a line in the middle of a title's paragraph.
        Role::Grounds | Role::Numbered | Role::PlaceDate { .. }
            if line.paragraph == last.paragraph && line.bold == last.bold => {}
        _ => return false,
    }
    if !line.alone || line.side != last.side || line.spot.row.is_some() != last.spot.row.is_some() {
        return false;
    }
    let ended = last.text.ends_with(['.', ':', ';']) && !bare;
    if line.paragraph == last.paragraph {
        return !ended;
    }
    if line.labelled || line.text.starts_with(['-', '+', '•']) || (line.headed && !last.headed) {
        return false;
    }
    let shouted = is_upper(&line.text);
    if bare {
        return line.text.chars().count() <= 400 && !line.text.starts_with('(');
    }
    // In a decision the body that decides stands below the title in capitals.
    let authority = shouted
        && (!is_upper(&last.text) || issuer::opens(&line.text, false) || sides::is_signer(&line.text));
    if ended || authority || line.text.starts_with('(') || line.text.chars().count() > 200 {
        return false;
    }
    let lower = line.text.chars().next().is_some_and(char::is_lowercase);
    let same_look = line.bold == last.bold && line.centered == last.centered;
    let shown = last.bold || last.centered;
    if shown {
        same_look || (line.bold && last.bold)
    } else {
        (shouted && is_upper(&last.text)) || (lower && same_look && last.text.chars().count() >= 30)
    }
}

/// «số 02», «II»: what a kind's name alone may be numbered with.
fn is_ordinal(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    core.eq_ignore_ascii_case("số")
        || core == "SỐ"
        || core.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c))
}

/// The line in brackets below the title, which says what the document is attached to.
fn attachment(lines: &[TextLine], from: usize, used: &mut Vec<usize>) -> Option<Attachment> {
    let (first, line) = lines
        .iter()
        .enumerate()
        .skip(from)
        .take(3)
        .find(|(_, line)| matches!(role(line), Role::Attachment))?;
    let bracketed = line.text.starts_with('(');
    let mut text = line.text.clone();
    used.push(first);
    for (index, next) in lines.iter().enumerate().skip(first + 1).take(5) {
        let closed = if bracketed { text.contains(')') } else { next.paragraph != line.paragraph };
        if closed || next.spot.row != line.spot.row {
            break;
        }
        close_up(&mut text, &next.text);
        used.push(index);
    }
    let issuer = ISSUED_BY
        .captures_iter(&text)
        .last()
        .and_then(|found| found.name("issuer"))
        .map(|found| found.as_str().trim().trim_end_matches([')', '.', ',', ';', '/', ' ']).to_owned());
    Some(Attachment { date: date::find_loose(&text).and_then(|date| date.iso), issuer, text })
}
