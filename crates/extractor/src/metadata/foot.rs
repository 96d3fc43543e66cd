//! The two sides below the text: «Nơi nhận» left, who signs right.

use super::letterhead::{Role, opens_recipients, role};
use super::lines::TextLine;
use super::sides::is_signer;
use super::signature::{self, looks_like_name};
use crate::phrases::SIGNERS;
use model::Signer;
use model::document::close_up;

/// «Nơi nhận» and signature have no more lines than this together.
const LONGEST: usize = 90;
/// So many lines above «Nơi nhận» may belong to the signature.
const ABOVE: usize = 8;

/// What the foot says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Foot {
    pub(crate) recipients: Vec<String>,
    pub(crate) signer: Option<Signer>,
    pub(crate) recipient_lines: Vec<usize>,
    pub(crate) signature_lines: Vec<usize>,
    /// The signer's name as it was read, where it had to be put right.
    pub(crate) spoiled_name: Option<String>,
}

/// Reads the first foot after a line.
pub(crate) fn read(lines: &[TextLine], from: usize) -> Foot {
    let mut foot = Foot::default();
    let opens = |line: &TextLine| opens_recipients(&line.text) && role(line) == Role::Recipients;
    let opener = (from..lines.len()).find(|index| lines.get(*index).is_some_and(opens));
    if let Some(opener) = opener {
        read_recipients(lines, opener, &mut foot);
        let first = above(lines, opener, from);
        signature::read(lines, first, opener + LONGEST, &mut foot);
        if foot.signer.is_none() {
            signature::read_name(lines, first, opener + LONGEST, &mut foot);
        }
    } else if let Some(first) = unlisted_signature(lines, from) {
        signature::read(lines, first, first + LONGEST, &mut foot);
        // Without «Nơi nhận» only a name proves that a position is a signature's.
        if foot.signer.as_ref().is_some_and(|signer| signer.name.is_none()) {
            foot = Foot::default();
        }
    }
    foot
}

/// Back from «Nơi nhận» over what may be a signature: short lines that are no sentences.
fn above(lines: &[TextLine], opener: usize, from: usize) -> usize {
    let mut first = opener;
    while let Some(line) = first.checked_sub(1).and_then(|index| lines.get(index)) {
        let short = line.text.chars().count() <= 70 && !line.text.ends_with(['.', ';', ':', ',']);
        let plain = matches!(role(line), Role::Other | Role::Rule | Role::Stamp | Role::PlaceDate { .. });
        if !(short && plain) || first <= from || opener - first >= ABOVE {
            break;
        }
        first -= 1;
    }
    first
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
        let stays = line.side == first.side || is_listed(line) || line.paragraph == last.paragraph;
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
