//! The two sides above a document's title: issuer, number and subject left, motto, place and date right.

use super::lines::TextLine;
use super::{date, issuer, sides, symbol};
use crate::phrases::{LETTERHEAD, UNITS, is_upper, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The motto stands within so many lines, or the document opens without a letterhead.
const HEAD_LINES: usize = 60;
/// A letterhead that a text layer gives last is within so many lines of the end.
const FOOT_LINES: usize = 40;
/// No letterhead has more lines.
const LONGEST: usize = 60;
/// No subject has more lines.
const SUBJECT_LINES: usize = 9;

/// «I. …», «1. …», «A. …», «Phần thứ nhất», «Điều 1»: the body has begun.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-Da-d])[.)/]\s*\p{L}|(?i:phần (?:thứ|[IVX\d])|chương [IVX\d]|điều \d))",
    )
});

/// What a line of head or foot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Motto,
    Number(symbol::SymbolLine),
    PlaceDate {
        place: Option<String>,
        date: Option<String>,
    },
    Subject(String),
    /// A drawn line: no letters.
    Rule,
    Stamp,
    Addressee,
    Grounds,
    Attachment,
    Recipients,
    Numbered,
    /// A document's kind, in capitals or alone in its line.
    Kind,
    Other,
}

/// What the letterhead says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letterhead {
    pub(crate) issuers: issuer::Issuers,
    pub(crate) number: Option<u32>,
    pub(crate) symbol: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) date: Option<String>,
    /// The lines read, by their position.
    pub(crate) used: Vec<usize>,
    /// Where the title may stand: after the letterhead, or at the start where that comes last.
    pub(crate) title_from: usize,
}

/// Says what a line is, from its words alone.
pub(crate) fn role(line: &TextLine) -> Role {
    let text = line.text.as_str();
    // A drawn line may carry a scan's or a typist's stray letter: «_______ D.».
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters * 8 <= text.chars().filter(|c| !c.is_whitespace()).count() {
        return Role::Rule;
    }
    if LETTERHEAD.resembles(text, "motto") || LETTERHEAD.resembles(text, "party") {
        return Role::Motto;
    }
    if let Some(found) = symbol::read(text)
        && text.chars().count() <= 80
    {
        return Role::Number(found);
    }
    if let Some((place, date)) = date::place_and_date(text) {
        return Role::PlaceDate { place, date };
    }
    let opening = unquoted(text);
    match LETTERHEAD.opening(opening).map(|found| found.tag) {
        Some("subject") => return Role::Subject(without_opening(text)),
        Some("addressee") => return Role::Addressee,
        Some("grounds") => return Role::Grounds,
        Some("attachment") => return Role::Attachment,
        Some("recipients") if is_recipients(text) => return Role::Recipients,
        Some("stamp") if text.chars().count() <= 60 => return Role::Stamp,
        Some("label") if is_label(opening) => return Role::Stamp,
        _ => {}
    }
    if is_kind(line) {
        return Role::Kind;
    }
    if NUMBERED.is_match(text) { Role::Numbered } else { Role::Other }
}

/// Whether a line names a kind of document as a title does: the kind's own words are capitals, or they
/// are the whole line.
pub(crate) fn is_kind(line: &TextLine) -> bool {
    let Some((_, count)) = symbol::kind_opening(&line.text) else {
        return false;
    };
    let all: Vec<&str> = line.text.split_whitespace().collect();
    let opening: String = all.iter().take(count).copied().collect();
    let whole = all.len() == count;
    let shown = line.bold || line.centered || line.side == 0;
    line.alone && ((whole && shown) || (is_upper(&opening) && line.text.chars().count() <= 400))
}

/// «Tổ chức: …» of a signature's box, «MẬT» of a stamp; not «Tổ chức Tháng Công nhân», «Khẩn trương rà soát».
fn is_label(text: &str) -> bool {
    let count = LETTERHEAD.opening(text).map_or(0, |found| found.words);
    let label = text.split_once(':').map_or(text, |(before, _)| before);
    text.chars().count() <= 60 && label.split_whitespace().count() == count
}

/// A line without the bracket or quotation mark that it may open with.
fn unquoted(text: &str) -> &str {
    text.trim_start_matches(['(', '[', '“', '"', ' '])
}

/// Whether a line opens as the list of recipients does; only few lines do, and [`role`] is slower.
pub(crate) fn opens_recipients(text: &str) -> bool {
    LETTERHEAD.opens(unquoted(text), "recipients")
}

/// «Nơi nhận:», not «Nơi nhận kết quả là …».
fn is_recipients(text: &str) -> bool {
    text.split_once(':').map_or(text, |(before, _)| before).split_whitespace().count() <= 3
}

/// «V/v đánh giá …» without «V/v».
fn without_opening(text: &str) -> String {
    let count = LETTERHEAD.opening(text).map_or(0, |found| found.words);
    let mut rest = text;
    for _ in 0..count {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        rest = rest.trim_start_matches(char::is_alphanumeric);
    }
    rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-')).to_owned()
}

/// Finds the letterhead and reads it.
pub(crate) fn read(lines: &[TextLine]) -> Letterhead {
    let Some(anchor) = anchor(lines) else {
        return without_motto(lines);
    };
    let start = start(lines, anchor);
    let mut reader = Reader { anchor, reach: reach(lines, anchor), ..Reader::default() };
    for (index, line) in lines.iter().enumerate().skip(start).take(LONGEST) {
        if !reader.take(index, line) {
            break;
        }
    }
    let end = reader.used.last().map_or(start, |last| last + 1);
    let mut head = reader.finish();
    head.title_from = if anchor < HEAD_LINES { end } else { 0 };
    head
}

/// The motto, or the number in a head without one.
fn anchor(lines: &[TextLine]) -> Option<usize> {
    let is =
        |index: &usize, wanted: fn(&Role) -> bool| lines.get(*index).is_some_and(|line| wanted(&role(line)));
    let motto = |role: &Role| matches!(role, Role::Motto);
    let count = lines.len();
    let titled = || lines.iter().take(12).any(is_kind);
    (0..count.min(HEAD_LINES))
        .find(|index| is(index, motto))
        .or_else(|| {
            (0..count.min(12))
                .find(|index| is(index, |role| matches!(role, Role::Number(number) if number.labelled)))
        })
        .or_else(|| {
            let first = count.saturating_sub(FOOT_LINES).max(HEAD_LINES);
            (first..count).find(|index| is(index, motto)).filter(|_| !titled())
        })
}

/// The last number, place and date below the motto, before anything that is certainly none of it.
fn reach(lines: &[TextLine], anchor: usize) -> usize {
    let mut reach = anchor;
    for (index, line) in lines.iter().enumerate().skip(anchor).take(20) {
        match role(line) {
            Role::Number(_) | Role::PlaceDate { .. } | Role::Motto => reach = index,
            Role::Kind
            | Role::Addressee
            | Role::Grounds
            | Role::Attachment
            | Role::Recipients
            | Role::Numbered => break,
            Role::Other if is_running(line) && !is_broken_motto(line) => break,
            _ => {}
        }
    }
    reach
}

/// «NAM», which a narrow column broke off the motto. The left side has none: there «VIỆT» / «NAM» is part
/// of an issuer's name.
fn is_broken_motto(line: &TextLine) -> bool {
    line.side != 1 && LETTERHEAD.whole(&line.text) == Some("motto_end") && is_upper(&line.text)
}

/// A sentence, an entry of a list, or a title: no part of a letterhead.
fn is_running(line: &TextLine) -> bool {
    let agency = issuer::opens(&line.text, true) || UNITS.opening(&line.text).is_some();
    let title = line.side == 0 && is_upper(&line.text) && !agency;
    title || line.text.chars().count() > 110 || line.labelled || line.text.starts_with(['-', '+'])
}

/// Back from the motto over what can be its left side.
fn start(lines: &[TextLine], anchor: usize) -> usize {
    let mut start = anchor;
    while let Some(previous) = start.checked_sub(1).and_then(|index| lines.get(index)) {
        let running = previous.text.chars().count() > 110
            || (previous.side == 0 && previous.text.ends_with('.') && !is_upper(&previous.text));
        let ends =
            matches!(role(previous), Role::Addressee | Role::Grounds | Role::Attachment | Role::Recipients);
        if running || ends || anchor - start > 40 {
            break;
        }
        start -= 1;
    }
    start
}

/// A head without motto and number still may name its issuer in the first lines.
fn without_motto(lines: &[TextLine]) -> Letterhead {
    let mut used = Vec::new();
    for (index, line) in lines.iter().enumerate().take(6) {
        let names = is_upper(&line.text) && line.text.chars().count() <= 70 && line.side <= 1;
        let opens = issuer::opens(&line.text, false);
        let goes_on = !used.is_empty() && line.side == 1;
        match role(line) {
            Role::Rule | Role::Stamp => {}
            Role::Other if names && (opens || goes_on) => used.push(index),
            _ if line.side == 2 => {}
            _ => break,
        }
    }
    let texts: Vec<&str> =
        used.iter().filter_map(|index| lines.get(*index)).map(|line| line.text.as_str()).collect();
    let title_from = used.last().map_or(0, |last| last + 1);
    Letterhead { issuers: issuer::read(&texts), used, title_from, ..Letterhead::default() }
}

/// Takes line after line while they can be letterhead.
#[derive(Default)]
struct Reader<'a> {
    /// The motto.
    anchor: usize,
    /// The last line that is letterhead for certain: what stands before it does not end it.
    reach: usize,
    issuer: Vec<&'a str>,
    number: Option<(symbol::SymbolLine, &'a str)>,
    subject: Vec<&'a str>,
    opening: Option<String>,
    /// Side and number of the last line of the subject.
    open_subject: Option<(u8, usize)>,
    placed: Option<(Option<String>, Option<String>)>,
    used: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// False where the letterhead has ended.
    fn take(&mut self, index: usize, line: &'a TextLine) -> bool {
        let role = if is_broken_motto(line) { Role::Motto } else { role(line) };
        let goes_on = self.subject_goes_on(index, line, &role);
        match role {
            Role::Motto | Role::Rule => {}
            _ if goes_on => {
                self.subject.push(&line.text);
                self.open_subject = Some((line.side, index));
            }
            Role::Number(found) => self.take_number(found, &line.text),
            Role::PlaceDate { place, date } => {
                if self.placed.is_some() {
                    return index <= self.reach;
                }
                self.placed = Some((place, date));
            }
            Role::Subject(text) if self.opening.is_none() && line.side <= 1 => {
                self.opening = Some(text);
                self.open_subject = Some((line.side, index));
            }
            Role::Stamp => return true,
            Role::Other if self.names_issuer(index, line) => self.issuer.push(&line.text),
            Role::Other if line.side > 0 || index < self.reach => return true,
            _ => return index < self.reach,
        }
        self.used.push(index);
        true
    }

    /// The last number is the document's: one before it belongs to the name of a team set up by decision.
    fn take_number(&mut self, found: symbol::SymbolLine, text: &'a str) {
        match self.number.take() {
            Some(first) if first.0.labelled && !found.labelled => self.number = Some(first),
            first => {
                if let Some((_, earlier)) = first {
                    self.issuer.push(earlier);
                }
                self.number = Some((found, text));
            }
        }
    }

    fn subject_goes_on(&self, index: usize, line: &TextLine, role: &Role) -> bool {
        let Some((side, last)) = self.open_subject else {
            return false;
        };
        let near = last + 1 == index || line.side != 0;
        let words = matches!(role, Role::Other | Role::Attachment | Role::Grounds | Role::Numbered);
        let issuer = is_upper(&line.text) && issuer::opens(&line.text, true);
        line.side == side
            && near
            && words
            && !issuer
            && self.subject.len() < SUBJECT_LINES
            && !sides::is_signer(&line.text)
    }

    fn names_issuer(&self, index: usize, line: &TextLine) -> bool {
        let short = line.text.chars().count() <= 90;
        let before = self.number.is_none() && self.opening.is_none();
        let begun = !self.issuer.is_empty();
        let unit = self.issuer.last().is_some_and(|last| issuer::is_bare(last))
            && UNITS.opening(&line.text).is_some();
        let opens = issuer::opens(&line.text, true) || unit;
        let here = line.side == 1 || (line.side == 0 && (index < self.anchor || opens));
        let looks = is_upper(&line.text) || opens;
        let stamp = line.text.contains('@') || line.text.chars().filter(char::is_ascii_digit).count() > 8;
        short && before && here && looks && (opens || begun || line.side == 1) && !stamp
    }

    fn finish(self) -> Letterhead {
        let mut subject = self.opening;
        for line in &self.subject {
            model::document::close_up(subject.get_or_insert_default(), line);
        }
        let (place, date) = self.placed.unwrap_or_default();
        Letterhead {
            issuers: issuer::read(&self.issuer),
            number: self.number.as_ref().and_then(|(found, _)| found.number),
            symbol: self.number.map(|(found, _)| found.symbol),
            subject: subject.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
            place,
            date,
            used: self.used,
            title_from: 0,
        }
    }
}
