//! Who signs: for whom, as what, and the name below.

use super::foot::Foot;
use super::letterhead::{Role, role};
use super::lines::TextLine;
use super::sides::{deputy, is_signer};
use crate::phrases::{LETTERHEAD, SIGNERS, SURNAMES, is_upper};
use model::Signer;
use model::document::close_up;

/// Between the position and the name stand at most so many lines: seal, stamp, digital signature.
const BETWEEN: usize = 14;

/// Reads the signature within some lines, past those of «Nơi nhận».
pub(crate) fn read(lines: &[TextLine], first: usize, end: usize, foot: &mut Foot) {
    let mut reader = Reader::default();
    for (index, line) in lines.iter().enumerate().take(end).skip(first) {
        if foot.recipient_lines.contains(&index) {
            continue;
        }
        let over = matches!(role(line), Role::Kind | Role::Motto | Role::Attachment | Role::Numbered);
        if reader.begun() && (reader.since > BETWEEN || over) {
            break;
        }
        if reader.take(line) {
            foot.signature_lines.push(index);
        }
        if reader.name.is_some() {
            break;
        }
    }
    foot.spoiled_name = reader.spoiled_name;
    let authority = Some(reader.authority).filter(|text| !text.is_empty());
    if authority.is_some() || reader.position.is_some() {
        foot.signer = Some(Signer { authority, position: reader.position, name: reader.name });
    }
}

/// A name alone on the right or right below «Nơi nhận» of a scan, where the seal hides as what somebody signs.
pub(crate) fn read_name(lines: &[TextLine], first: usize, end: usize, foot: &mut Foot) {
    let range = lines.iter().enumerate().take(end).skip(first);
    let below = foot.recipient_lines.iter().max().map_or(0, |last| last + 1);
    let here = |index: usize, line: &TextLine| line.ocr && (line.side == 2 || index == below);
    let free = range.filter(|(index, line)| here(*index, line) && !foot.recipient_lines.contains(index));
    let Some((index, name)) = free.filter_map(|(index, line)| Some((index, Name::of(line)?))).next_back()
    else {
        return;
    };
    foot.signature_lines.push(index);
    foot.spoiled_name = name.spoiled;
    foot.signer = Some(Signer { authority: None, position: None, name: Some(name.text) });
}

#[derive(Default)]
struct Reader<'a> {
    authority: String,
    position: Option<String>,
    name: Option<String>,
    /// The name as it was read, where a letter of it had to be put right.
    spoiled_name: Option<String>,
    /// The last line of authority or position.
    last: Option<&'a TextLine>,
    /// Lines since then.
    since: usize,
}

impl<'a> Reader<'a> {
    fn begun(&self) -> bool {
        self.last.is_some()
    }

    /// Whether the line is a part of the signature.
    fn take(&mut self, line: &'a TextLine) -> bool {
        let text = line.text.as_str();
        if is_signer(text) || is_position(line, self.begun()) {
            let (whom, what) = whom_and_what(text);
            if let Some(whom) = whom {
                close_up(&mut self.authority, whom);
            }
            self.position = what.map(str::to_owned).or(self.position.take());
        } else if self.goes_on(line) {
            close_up(self.position.as_mut().unwrap_or(&mut self.authority), text);
        } else if let Some(name) = Name::of(line).filter(|_| self.begun()) {
            self.name = Some(name.text);
            self.spoiled_name = name.spoiled;
            return true;
        } else {
            self.since += usize::from(self.begun());
            return self.begun() && is_signed(text);
        }
        self.last = Some(line);
        self.since = 0;
        true
    }

    /// «TM. BAN CHẤP HÀNH» / «ĐẢNG BỘ XÃ …», and a position that a narrow column breaks: a name stands
    /// apart from it.
    fn goes_on(&self, line: &TextLine) -> bool {
        self.since == 0
            && is_upper(&line.text)
            && role(line) == Role::Other
            && self.last.is_some_and(|last| {
                let broken = last.paragraph == line.paragraph && last.text.chars().count() >= 20;
                self.position.is_none() || (broken && line.text.split_whitespace().count() <= 3)
            })
    }
}

/// «KT. CHỦ TỊCH PHÓ CHỦ TỊCH» run together is «KT. CHỦ TỊCH» and «PHÓ CHỦ TỊCH».
fn whom_and_what(text: &str) -> (Option<&str>, Option<&str>) {
    if !SIGNERS.opens(text, "authority") {
        return (None, Some(text));
    }
    let parted = text.match_indices(" PHÓ ").find_map(|(at, _)| {
        let (whom, what) = text.split_at_checked(at)?;
        SIGNERS.opens(deputy(what), "position").then(|| (whom.trim(), what.trim()))
    });
    match parted {
        Some((whom, what)) => (Some(whom), Some(what)),
        None => (Some(text), None),
    }
}

/// A position in small letters, as below «TM. …» in some offices, or one opening a signature on the right.
fn is_position(line: &TextLine, begun: bool) -> bool {
    let short = line.text.chars().count() <= 50 && !line.text.ends_with(['.', ';', ',']);
    let opens = SIGNERS.opens(deputy(&line.text), "position");
    short && opens && (begun || line.side == 2) && !line.text.starts_with('-') && !line.labelled
}

/// A name below a signature.
struct Name {
    text: String,
    /// As it was read, where its first letter was put right.
    spoiled: Option<String>,
}

impl Name {
    /// The name that a line is. Only OCR is put right: what a writer wrote stays.
    fn of(line: &TextLine) -> Option<Self> {
        if line.ocr {
            return Self::of_scan(&line.text);
        }
        looks_like_name(&line.text).then(|| Self { text: line.text.clone(), spoiled: None })
    }

    /// «" lrần Ngọc Căng» is «Trần Ngọc Căng» beside what is left of a seal.
    fn of_scan(text: &str) -> Option<Self> {
        let spoiled = text.split_whitespace().next().and_then(surname).is_some();
        if looks_like_name(text) && !spoiled {
            return Some(Self { text: text.to_owned(), spoiled: None });
        }
        let scrap = |word: &&str| {
            word.chars().filter(|c| c.is_alphabetic()).count() < 3 && !word.chars().all(char::is_alphanumeric)
        };
        let mut words = text.split_whitespace().skip_while(scrap);
        let (first, rest) = (words.next()?, words.collect::<Vec<_>>().join(" "));
        let name = format!("{} {rest}", surname(first)?);
        looks_like_name(&name).then(|| Self { text: name, spoiled: Some(text.to_owned()) })
    }
}

/// The only family name that a word can be whose first letter is missing or misread.
fn surname(word: &str) -> Option<String> {
    let spoiled = word.starts_with(char::is_lowercase) || !normalizer::is_syllable(word);
    let tail = |word: &str| word.chars().skip(1).collect::<String>();
    let folded = normalizer::fold(word);
    let fits =
        |name: &&str| tail(name) == folded || tail(name) == tail(&folded) && tail(name).chars().count() > 1;
    let mut found = SURNAMES.single().filter(fits);
    let name = found.next().filter(|_| spoiled && found.next().is_none())?;
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// «(Đã ký)».
fn is_signed(text: &str) -> bool {
    LETTERHEAD.opens(text, "signed") && text.chars().count() <= 40
}

/// Two to six words, each with a capital first, no digits, no marks but «.» of a title such as «ThS.».
pub(crate) fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain =
        text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-'));
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let ranked =
        ["Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy", "Thiếu tướng", "Trung tướng"];
    let ranked = ranked.iter().any(|rank| text.starts_with(rank));
    let names = words.iter().filter(|word| capital(word)).count();
    (2..=7).contains(&words.len())
        && plain
        && (names == words.len() || (ranked && names + 1 >= words.len()))
        && !text.starts_with(['-', '.'])
        && SIGNERS.opening(deputy(text)).is_none()
        && LETTERHEAD.opening(text).is_none()
        && !super::issuer::opens(text, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_spoils_the_first_letter_of_a_name() {
        for (line, name) in [
            ("Trần Ngọc Căng", Some("Trần Ngọc Căng")),
            ("rần Ngọc Căng", Some("Trần Ngọc Căng")),
            ("\"ì lrần Ngọc Căng", Some("Trần Ngọc Căng")),
            ("Irịnh Hữu Thắng", Some("Trịnh Hữu Thắng")),
            ("ương Văn Nam", None),
            ("Sùng A Páo", Some("Sùng A Páo")),
            ("các xã, phường", None),
            ("x", None),
        ] {
            assert_eq!(Name::of_scan(line).map(|name| name.text).as_deref(), name, "{line}");
        }
    }
}
