//! Wrong code points, marks and spaces in text that is Unicode.

use super::Repairs;
use crate::syllable::is_syllable;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether nothing in a text needs a repair of this module: the path of nearly every text.
pub fn is_clean(text: &str) -> bool {
    text.chars().all(is_plain)
}

/// Characters that are right wherever they stand.
fn is_plain(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => true,
        '\u{AD}' | '\u{A0}' | 'Ð' | 'ð' => false,
        '\u{A1}'..='\u{188}' | '\u{18A}'..='\u{1A1}' | '\u{1A4}'..='\u{1CC}' | '\u{1CF}'..='\u{24F}' => true,
        '\u{1E00}'..='\u{1EFF}'
        | '\u{2012}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{20A0}'..='\u{20BF}' => true,
        '\u{2190}'..='\u{22FF}' | '\u{25A0}'..='\u{26FF}' => true,
        _ => false,
    }
}

/// Repairs characters and marks, whatever word they stand in.
pub fn characters(text: &str, repairs: &mut Repairs) -> String {
    marks(&single_characters(text, repairs), repairs)
}

/// Whether a text has a letter that only Vietnamese uses.
pub fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'đ' | 'Đ' | '\u{1EA0}'..='\u{1EF9}'))
}

fn count(repairs: &mut Repairs, kind: &'static str) {
    *repairs.entry(kind).or_default() += 1;
}

/// Replaces characters whose meaning does not hang on the word they stand in.
fn single_characters(text: &str, repairs: &mut Repairs) -> String {
    let foreign = text.chars().any(is_foreign_script);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' | '\t' | '\n' | '\r' => out.push(c),
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
                out.push(' ');
                count(repairs, "odd-space");
            }
            '\u{3000}' if !foreign => {
                out.push(' ');
                count(repairs, "odd-space");
            }
            '\u{2060}' | '\u{FEFF}' => count(repairs, "zero-width"),
            '\u{200B}'..='\u{200D}' if !foreign => count(repairs, "zero-width"),
            // What Word writes for a line break and for its two special hyphens.
            '\u{B}' | '\u{C}' => {
                out.push('\n');
                count(repairs, "control-character");
            }
            '\u{1E}' => {
                out.push('-');
                count(repairs, "control-character");
            }
            '\0'..='\u{1F}' | '\u{7F}' => count(repairs, "control-character"),
            '\u{2011}' => {
                out.push('-');
                count(repairs, "no-break-hyphen");
            }
            '\u{FF01}'..='\u{FF5E}' if !foreign => {
                out.extend(char::from_u32(u32::from(c) - 0xFEE0));
                count(repairs, "fullwidth");
            }
            '\u{2160}'..='\u{217F}' => {
                out.extend(c.nfkc());
                count(repairs, "roman-numeral");
            }
            '\u{FB00}'..='\u{FB06}' => {
                out.extend(c.nfkc());
                count(repairs, "ligature");
            }
            '\u{F000}'..='\u{F0FF}' => {
                out.push(symbol(c));
                count(repairs, "symbol-font");
            }
            _ => out.push(c),
        }
    }
    out
}

/// Scripts in which fullwidth forms and joiners have their own right, and emoji.
fn is_foreign_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1DFF}' | '\u{2E80}'..='\u{2FFF}' | '\u{3001}'..='\u{D7FF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// What a code point of a symbol font looks like: those of ASCII stand for themselves, any other is a
/// bullet as far as a reader of text is concerned.
fn symbol(c: char) -> char {
    match u32::from(c) & 0xFF {
        0x20 => ' ',
        0x2D => '-',
        0x2B => '+',
        0x28 => '(',
        0x29 => ')',
        0x2F => '/',
        0xA3 => '≤',
        0xB3 => '≥',
        0xB1 => '±',
        0xE5 => '∑',
        _ => '•',
    }
}

/// Composes letters and marks, beyond NFC: in whatever order the marks come, and after a space.
fn marks(text: &str, repairs: &mut Repairs) -> String {
    if !text.chars().any(is_combining_mark) {
        return compose_rest(text, repairs);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut cluster = vec![c];
        while let Some(mark) = chars.next_if(|next| is_combining_mark(*next)) {
            cluster.push(mark);
        }
        if cluster.len() > 1 && matches!(c, ' ' | '\t') && joins_back(&out) {
            // «Viê ̣t»: the marks belong to the letter before the space.
            let mut joined: Vec<char> = out.pop().into_iter().collect();
            joined.extend(cluster.into_iter().skip(1));
            cluster = joined;
            count(repairs, "mark-after-space");
        }
        push_cluster(&cluster, &mut out, repairs);
    }
    compose_rest(&out, repairs)
}

/// Whether a text ends in a vowel that still waits for a tone.
fn joins_back(text: &str) -> bool {
    let last = text.chars().next_back().and_then(crate::syllable::letter::letter);
    last.is_some_and(|found| found.is_vowel() && found.tone == crate::syllable::letter::Tone::Level)
}

fn push_cluster(cluster: &[char], out: &mut String, repairs: &mut Repairs) {
    let plain: String = cluster.iter().collect();
    if cluster.len() == 1 {
        out.push_str(&plain);
        return;
    }
    let mut parts: Vec<char> = plain.nfd().collect();
    let Some((_, marks)) = parts.split_first_mut() else { return };
    // Shapes first, then tones; the sort keeps the order of all else.
    marks.sort_by_key(|mark| match mark {
        '\u{302}' | '\u{306}' | '\u{31B}' => 0,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => 1,
        _ => 2,
    });
    parts.dedup();
    let composed: String = parts.iter().copied().nfc().collect();
    let standard: String = plain.nfc().collect();
    // A better order is one that leaves no mark over; any other is the writer's own.
    let better = composed.chars().count() == 1;
    let chosen = if better { &composed } else { &standard };
    if *chosen != plain {
        count(repairs, if better && *chosen != standard { "mark-order" } else { "nfc" });
    }
    out.push_str(chosen);
}

/// What NFC changes beside letters with marks, such as the signs for ångström and ohm.
fn compose_rest(text: &str, repairs: &mut Repairs) -> String {
    let composed: String = text.nfc().collect();
    if composed != text {
        count(repairs, "nfc");
    }
    composed
}

/// Repairs letters whose meaning shows only in their word, and soft hyphens. `vietnamese` says that what
/// stands around is certainly Vietnamese, so that letters of other alphabets can be no one's intention.
pub fn words(text: &str, vietnamese: bool, repairs: &mut Repairs) -> String {
    let text =
        if text.contains('\u{AD}') { super::soft_hyphen::repair(text, repairs) } else { text.to_owned() };
    let cyrillic = text.chars().any(super::homoglyph::is_cyrillic_alone);
    if !text.chars().any(is_look_alike) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let rest = piece.get(word.len()..).unwrap_or_default();
        if cyrillic {
            out.push_str(word);
        } else {
            push_word(word, vietnamese, &mut out, repairs);
        }
        out.push_str(rest);
    }
    // A mark that found no place on the look-alike may find it on the letter.
    marks(&out, repairs)
}

/// Letters that stand in for a Vietnamese one.
fn look_alike(c: char) -> Option<(char, &'static str)> {
    Some(match c {
        'ƣ' => ('ư', "oi-letter"),
        'Ƣ' => ('Ư', "oi-letter"),
        'Ð' | 'Ɖ' => ('Đ', "eth-letter"),
        'ð' | 'ɖ' => ('đ', "eth-letter"),
        'ǎ' => ('ă', "caron-letter"),
        'Ǎ' => ('Ă', "caron-letter"),
        _ => (super::homoglyph::latin(c)?, "homoglyph"),
    })
}

fn is_look_alike(c: char) -> bool {
    !c.is_ascii() && look_alike(c).is_some()
}

fn push_word(word: &str, vietnamese: bool, out: &mut String, repairs: &mut Repairs) {
    if !word.chars().any(is_look_alike) {
        out.push_str(word);
        return;
    }
    let repaired: String = word.chars().map(|c| look_alike(c).map_or(c, |(right, _)| right)).collect();
    let kinds: Vec<&'static str> = word.chars().filter_map(|c| look_alike(c).map(|(_, kind)| kind)).collect();
    if is_safe(word, &repaired, &kinds, vietnamese) {
        out.push_str(&repaired);
        kinds.into_iter().for_each(|kind| count(repairs, kind));
    } else {
        out.push_str(word);
    }
}

/// Whether a word with look-alikes can only be meant as repaired. Icelandic has ð, Tatar had ƣ and
/// Russian its own А, so the word itself or what stands around it must be Vietnamese.
fn is_safe(word: &str, repaired: &str, kinds: &[&str], vietnamese: bool) -> bool {
    if kinds.contains(&"homoglyph") {
        return super::homoglyph::is_mixed(word);
    }
    if is_syllable(repaired) {
        return true;
    }
    // No letter of another alphabet: «HÆÐ» is Icelandic.
    let known = |c: char| c.is_ascii() || crate::syllable::letter::letter(c).is_some();
    let code = repaired.chars().all(|c| c.is_uppercase() && known(c)) && repaired.chars().count() > 1;
    let caron = kinds.contains(&"caron-letter");
    !caron && (vietnamese || code && !has_vowel(repaired))
}

fn has_vowel(word: &str) -> bool {
    word.chars().any(|c| crate::syllable::letter::letter(c).is_some_and(|found| found.is_vowel()))
}
