//! The legacy encodings: what a code point stands for when it was read as Latin-1.

use crate::syllable::data_lines;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// An encoding that Vietnamese text was written in before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charset {
    Tcvn3,
    Vni,
    Viscii,
    Vps,
    Windows1258,
    /// TCVN3 text that a converter took for VNI: «thùc hiƯn tù chđ».
    Tcvn3AsVni,
}

impl Charset {
    pub const ALL: [Charset; 6] = [
        Charset::Tcvn3,
        Charset::Vni,
        Charset::Viscii,
        Charset::Vps,
        Charset::Windows1258,
        Charset::Tcvn3AsVni,
    ];

    /// Whether only a document as a whole can speak for the encoding: VISCII and VPS share their
    /// characters with each other and with garbled text, Windows-1258 with Italian.
    pub fn is_rare(self) -> bool {
        matches!(self, Charset::Viscii | Charset::Vps | Charset::Windows1258)
    }

    /// The name under which repairs are counted.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Tcvn3 => "tcvn3",
            Charset::Vni => "vni",
            Charset::Viscii => "viscii",
            Charset::Vps => "vps",
            Charset::Windows1258 => "windows-1258",
            Charset::Tcvn3AsVni => "tcvn3-as-vni",
        }
    }
}

/// Whether a character shows that TCVN3 text was taken for VNI.
pub fn is_vni_letter(c: char) -> bool {
    vni_byte(c) != c
}

struct Tables {
    tcvn3: [Option<char>; 256],
    viscii: [Option<char>; 256],
    vps: [Option<char>; 256],
    vni: [Option<char>; 256],
    vni_pairs: BTreeMap<(char, char), char>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        tcvn3: [None; 256],
        viscii: [None; 256],
        vps: [None; 256],
        vni: [None; 256],
        vni_pairs: BTreeMap::new(),
    };
    for line in data_lines(include_str!("../../data/single_byte.tsv")) {
        let mut fields = line.split('\t');
        let byte = fields.next().and_then(|field| usize::from_str_radix(field, 16).ok()).unwrap_or(0);
        for table in [&mut tables.tcvn3, &mut tables.viscii, &mut tables.vps] {
            let letter = fields.next().and_then(|field| field.chars().next()).filter(|letter| *letter != '-');
            if let Some(slot) = table.get_mut(byte) {
                *slot = letter;
            }
        }
    }
    for line in data_lines(include_str!("../../data/vni.tsv")) {
        let Some((letter, surfaces)) = line.split_once('\t') else { continue };
        let Some(letter) = letter.chars().next() else { continue };
        for surface in surfaces.split(' ') {
            let mut chars = surface.chars();
            match (chars.next(), chars.next()) {
                (Some(base), Some(mark)) => drop(tables.vni_pairs.insert((base, mark), letter)),
                (Some(single), None) => {
                    tables.vni.iter_mut().skip(single as usize).take(1).for_each(|slot| *slot = Some(letter))
                }
                _ => {}
            }
        }
    }
    tables
});

/// What stands at the head of some text in an encoding: the letter, and whether it took the next
/// character too. None: the character stands for itself.
pub fn decode(charset: Charset, c: char, next: Option<char>) -> Option<(char, bool)> {
    let tables = &*TABLES;
    let single = |table: &[Option<char>; 256], c: char| table.get(c as usize).copied().flatten();
    match charset {
        Charset::Tcvn3 => single(&tables.tcvn3, tcvn3_byte(c)).map(|letter| (letter, false)),
        Charset::Tcvn3AsVni => single(&tables.tcvn3, vni_byte(c)).map(|letter| (letter, false)),
        Charset::Viscii => single(&tables.viscii, windows_byte(c)).map(|letter| (letter, false)),
        Charset::Vps => single(&tables.vps, windows_byte(c)).map(|letter| (letter, false)),
        Charset::Vni => {
            let mark = next.filter(|next| matches!(next, '\u{C0}'..='\u{FF}'));
            let pair = mark.and_then(|mark| tables.vni_pairs.get(&(c, mark)));
            let pair = pair.map(|letter| (*letter, true));
            // «ơ» and «ư» are single letters that may take a mark themselves.
            pair.or_else(|| single(&tables.vni, c).map(|letter| (letter, false)))
        }
        Charset::Windows1258 => windows_1258(c, next),
    }
}

/// «ư» and «ã» come as other signs from PDF fonts without a map, «à» as the Greek letter.
fn tcvn3_byte(c: char) -> char {
    match c {
        '\u{2212}' => '\u{AD}',
        '\u{2219}' => '\u{B7}',
        '\u{3BC}' => '\u{B5}',
        _ => c,
    }
}

/// Undoes a conversion from VNI of the letters that are single bytes there.
fn vni_byte(c: char) -> char {
    match c {
        'đ' => 'ñ',
        'Đ' => 'Ñ',
        'ơ' => 'ô',
        'Ơ' => 'Ô',
        'ư' => 'ö',
        'Ư' => 'Ö',
        'ỉ' => 'æ',
        'Ỉ' => 'Æ',
        'ĩ' => 'ó',
        'Ĩ' => 'Ó',
        'ị' => 'ò',
        'Ị' => 'Ò',
        'ỵ' => 'î',
        _ => c,
    }
}

/// The byte, as a Latin-1 character, that Windows shows as a character beyond Latin-1.
pub fn windows_byte(c: char) -> char {
    const SHOWN: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    if u32::from(c) < 0x100 {
        return c;
    }
    let index = SHOWN.chars().position(|shown| shown == c);
    index.and_then(|index| u8::try_from(index + 0x80).ok()).map_or(c, char::from)
}

fn windows_1258(c: char, next: Option<char>) -> Option<(char, bool)> {
    let letter = match c {
        'Ã' => 'Ă',
        'ã' => 'ă',
        'Ð' => 'Đ',
        'ð' => 'đ',
        'Õ' => 'Ơ',
        'õ' => 'ơ',
        'Ý' => 'Ư',
        'ý' => 'ư',
        _ => c,
    };
    let mark = match next {
        Some('Ì') => Some('\u{300}'),
        Some('Ò') => Some('\u{309}'),
        Some('Þ') => Some('\u{303}'),
        Some('ì') => Some('\u{301}'),
        Some('ò') => Some('\u{323}'),
        _ => None,
    };
    let vowel = crate::syllable::letter::letter(letter).is_some_and(|found| found.is_vowel());
    let marked = mark
        .filter(|_| vowel)
        .and_then(|mark| [letter, mark].into_iter().nfc().next())
        .map(|marked| (marked, true));
    marked.or_else(|| (letter != c).then_some((letter, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode_all(charset: Charset, text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let (letter, two) = decode(charset, c, chars.peek().copied()).unwrap_or((c, false));
            out.push(letter);
            if two {
                chars.next();
            }
        }
        out
    }

    #[test]
    fn decodes_each_encoding() {
        for (charset, surface, expected) in [
            (Charset::Tcvn3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
            (Charset::Tcvn3, "n\u{ad}íc, t\u{2212} vÊn, l\u{2219}i", "nước, tư vấn, lãi"),
            (Charset::Vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            (
                Charset::Vni,
                "Uûy ban, nöôùc, QÑ, HÑND, Thöôøng vuï, ÑÖÔØNG",
                "Ủy ban, nước, QĐ, HĐND, Thường vụ, ĐƯỜNG",
            ),
            (Charset::Viscii, "Cµng hòa xã hµi chü nghîa Vi®t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            (Charset::Windows1258, "Tiêìng Viêòt, ðýõìng", "Tiếng Việt, đướng"),
            (Charset::Tcvn3AsVni, "thùc hiƯn tù chđ", "thực hiện tự chủ"),
        ] {
            assert_eq!(decode_all(charset, surface), expected);
        }
    }

    #[test]
    fn every_letter_of_a_table_is_vietnamese() {
        let tables = &*TABLES;
        for table in [&tables.tcvn3, &tables.viscii, &tables.vps, &tables.vni] {
            assert!(table.iter().flatten().count() >= 10);
            for letter in table.iter().flatten() {
                assert!(crate::syllable::letter::letter(*letter).is_some(), "{letter}");
            }
        }
        assert!(tables.vni_pairs.len() > 200);
    }
}
