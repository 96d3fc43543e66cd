//! The two sides below the text: «Nơi nhận» left, who signs right.

use super::letterhead::{Role, role};
use super::lines::TextLine;
use super::sides::{deputy, is_signer};
use crate::phrases::{LETTERHEAD, SIGNERS, is_upper};
use model::Signer;
use model::document::close_up;

/// «Nơi nhận» and signature have no more lines than this together.
const LONGEST: usize = 90;
/// So many lines above «Nơi nhận» may belong to the signature.
const ABOVE: usize = 8;
/// Between the position and the name stand at most so many lines: seal, stamp, digital signature.
const BETWEEN: usize = 14;

/// What the foot says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Foot {
    pub(crate) recipients: Vec<String>,
    pub(crate) signer: Option<Signer>,
    pub(crate) recipient_lines: Vec<usize>,
    pub(crate) signature_lines: Vec<usize>,
}

/// Reads the first foot after a line.
pub(crate) fn read(lines: &[TextLine], from: usize) -> Foot {
    let mut foot = Foot::default();
    let opener = (from..lines.len())
        .find(|index| lines.get(*index).is_some_and(|line| role(line) == Role::Recipients));
    if let Some(opener) = opener {
        read_recipients(lines, opener, &mut foot);
        let first = opener.saturating_sub(ABOVE).max(from);
        read_signature(lines, first, opener + LONGEST, &mut foot);
    } else if let Some(first) = unlisted_signature(lines, from) {
        read_signature(lines, first, first + LONGEST, &mut foot);
        // Without «Nơi nhận» only a name proves that a position is a signature's.
        if foot.signer.as_ref().is_some_and(|signer| signer.name.is_none()) {
            foot = Foot::default();
        }
    }
    foot
}

/// A signature without «Nơi nhận»: the first line that says for whom somebody signs, or a lone position
/// in the last lines.
fn unlisted_signature(lines: &[TextLine], from: usize) -> Option<usize> {
    let last = lines.len().saturating_sub(25).max(from);
    let signs = |line: &TextLine| is_signer(&line.text) && role(line) == Role::Other;
    let found = |range: std::ops::Range<usize>, authority: bool| {
        range.clone().find(|index| {
            lines
                .get(*index)
                .is_some_and(|line| signs(line) && (!authority || SIGNERS.opens(&line.text, "authority")))
        })
    };
    found(from..lines.len(), true).or_else(|| found(last..lines.len(), false))
}

fn read_recipients(lines: &[TextLine], opener: usize, foot: &mut Foot) {
    let Some(first) = lines.get(opener) else {
        return;
    };
    foot.recipient_lines.push(opener);
    let mut entries: Vec<String> = Vec::new();
    let mut last = first;
    if let Some((_, rest)) = first.text.split_once(':') {
        push_entry(&mut entries, rest, true);
    }
    for (index, line) in lines.iter().enumerate().skip(opener + 1).take(LONGEST) {
        let found = role(line);
        if line.side != first.side && (line.side == 2 || first.side == 0) {
            if is_listed(line) && first.side == 0 && line.side == 1 {
                // A text layer that parts the sides on some lines only.
            } else if first.side == 1 && entries.is_empty() && line.side == 0 {
                break;
            } else {
                continue;
            }
        }
        if is_signer(&line.text) && !is_listed(line) {
            continue;
        }
        let over =
            matches!(found, Role::Kind | Role::Motto | Role::Numbered | Role::Attachment | Role::Addressee);
        let stays = line.side == first.side || is_listed(line);
        if over
            || !stays
            || (finished(&entries) && !is_listed(line))
            || (line.side == 0 && looks_like_name(&line.text))
        {
            break;
        }
        let new = is_listed(line) || last.text.ends_with([';', '.']) || entries.is_empty();
        if !new
            && line.paragraph != last.paragraph
            && line.spot.block != last.spot.block
            && entries.len() > 25
        {
            break;
        }
        push_entry(&mut entries, &line.text, new);
        foot.recipient_lines.push(index);
        last = line;
    }
    foot.recipients = entries.iter().flat_map(|entry| parts(entry)).collect();
}

/// «Lưu: VT, TH.» is the last entry.
fn finished(entries: &[String]) -> bool {
    entries.last().is_some_and(|entry| {
        let key = entry.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        key.starts_with("lưu") && entry.trim_end().ends_with(['.', ';'])
    })
}

fn is_listed(line: &TextLine) -> bool {
    line.labelled || line.text.starts_with(['-', '–', '—', '−', '+', '•', '*', '\u{f02d}', '\u{f0b7}'])
}

fn push_entry(entries: &mut Vec<String>, text: &str, new: bool) {
    match entries.last_mut() {
        Some(entry) if !new => close_up(entry, text),
        _ if text.trim().is_empty() => {}
        _ => entries.push(text.trim().to_owned()),
    }
}

/// One entry, or several that stand in one line: «- Như trên; - Lưu: VT.».
fn parts(entry: &str) -> Vec<String> {
    entry
        .split("; -")
        .flat_map(|part| part.split(";-"))
        .flat_map(|part| part.split("; –"))
        .map(|part| {
            let part = part.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
            part.trim_end_matches([' ', '.', ';', ',', ':']).to_owned()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

fn read_signature(lines: &[TextLine], first: usize, end: usize, foot: &mut Foot) {
    let mut authority = String::new();
    let mut position: Option<String> = None;
    let mut name = None;
    let mut since = 0;
    for (index, line) in lines.iter().enumerate().take(end).skip(first) {
        if foot.recipient_lines.contains(&index) {
            continue;
        }
        let found = role(line);
        let begun = !authority.is_empty() || position.is_some();
        if begun
            && (since > BETWEEN
                || matches!(found, Role::Kind | Role::Motto | Role::Attachment | Role::Numbered))
        {
            break;
        }
        if is_signer(&line.text) || is_position(line, begun) {
            let (whom, what) = whom_and_what(&line.text);
            if let Some(whom) = whom {
                close_up(&mut authority, whom);
            }
            if let Some(what) = what {
                position = Some(what.to_owned());
            }
            since = 0;
        } else if begun && position.is_none() && is_upper(&line.text) && since == 0 && found == Role::Other {
            // «TM. BAN CHẤP HÀNH» / «ĐẢNG BỘ XÃ …».
            close_up(&mut authority, &line.text);
        } else if begun && looks_like_name(&line.text) {
            name = Some(line.text.clone());
            foot.signature_lines.push(index);
            break;
        } else {
            since += usize::from(begun);
            if begun && is_signed(&line.text) {
                foot.signature_lines.push(index);
            }
            continue;
        }
        foot.signature_lines.push(index);
    }
    let authority = Some(authority).filter(|text| !text.is_empty());
    if authority.is_some() || position.is_some() {
        foot.signer = Some(Signer { authority, position, name });
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

/// «(Đã ký)».
fn is_signed(text: &str) -> bool {
    LETTERHEAD.opens(text, "signed") && text.chars().count() <= 40
}

/// Two to six words, each with a capital first, no digits, no marks but «.» of a title such as «ThS.».
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '-'));
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
