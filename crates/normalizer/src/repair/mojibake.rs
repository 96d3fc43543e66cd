//! UTF-8 whose bytes were read as Windows-1252: «Tiáº¿ng Viá»‡t».

use super::Repairs;
use super::charset::windows_byte;
use super::score::as_it_stands;
use super::token::tokens;
use crate::syllable::letter::letter;

/// The name under which these repairs are counted.
pub const KIND: &str = "utf-8-as-windows-1252";

/// Reads the bytes anew where that gives better words; none where it does not.
pub fn repair(text: &str, repairs: &mut Repairs) -> Option<String> {
    if !has_sequence(text) {
        let motto = motto(text)?;
        *repairs.entry(KIND).or_default() += 1;
        return Some(motto);
    }
    let (decoded, letters) = decode(text);
    if letters == 0 || reading(&decoded) <= reading(text) + 10 {
        return None;
    }
    *repairs.entry(KIND).or_default() += letters;
    Some(decoded)
}

/// The national motto, in which «Ã» and a no-break space often became «à».
fn motto(text: &str) -> Option<String> {
    ["XàHỘI CHỦ", "Xà HỘI CHỦ"]
        .iter()
        .find(|broken| text.contains(*broken))
        .map(|broken| text.replace(broken, "XÃ HỘI CHỦ"))
}

/// Whether a character can begin a letter of two or three bytes.
fn is_lead(c: char) -> bool {
    matches!(c, 'Â'..='Æ' | 'Ì' | 'á' | 'â')
}

/// Whether some character can be a first byte with a further one after it: in hardly any text.
fn has_sequence(text: &str) -> bool {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    pairs.any(|(first, second)| is_lead(first) && matches!(windows_byte(second), '\u{80}'..='\u{BF}'))
}

/// The text read anew, and how many letters that gave.
fn decode(text: &str) -> (String, usize) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let (mut index, mut letters) = (0, 0);
    while let Some(c) = chars.get(index) {
        let rest = chars.get(index..).unwrap_or_default();
        let found = sequence(rest);
        if let Some((found, length)) = found {
            letters += usize::from(letter(found).is_some() || matches!(found, '\u{300}'..='\u{323}'));
            out.push(found);
            index += length;
        } else if let ['Ã', ' ', tail @ ..] = rest {
            // The second byte of «à» is a no-break space, which many programs make a plain one.
            out.push('à');
            index += if tail.first() == Some(&' ') { 2 } else { 1 };
        } else {
            out.push(*c);
            index += 1;
        }
    }
    (out, letters)
}

/// The character that begins here, and how many characters its bytes were shown as.
fn sequence(chars: &[char]) -> Option<(char, usize)> {
    let first = chars.first().copied().filter(|c| is_lead(*c))?;
    let length = if matches!(first, 'á' | 'â') { 3 } else { 2 };
    let bytes: Vec<u8> =
        chars.get(..length)?.iter().map(|c| u8::try_from(windows_byte(*c))).collect::<Result<_, _>>().ok()?;
    let found = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    (!found.is_control()).then_some((found, length))
}

/// How well a text reads.
fn reading(text: &str) -> i32 {
    let chars: Vec<char> = text.chars().collect();
    tokens(&chars).map(|token| as_it_stands(chars.get(token.start..token.end).unwrap_or_default())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bytes_anew() {
        for (text, expected) in [
            ("Tiáº¿ng Viá»‡t", "Tiếng Việt"),
            ("vÃ  cÃ¡c Ä‘Æ¡n vá»‹", "và các đơn vị"),
            ("Káº¿ hoáº¡ch sá»‘ 12 – nÄƒm 2023", "Kế hoạch số 12 – năm 2023"),
            ("CỘNG HÒA XàHỘI CHỦ NGHĨA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ] {
            assert_eq!(repair(text, &mut Repairs::new()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn leaves_what_reads_well() {
        for text in
            ["phường, “XÃ”", "ĐÃ… làm", "«cá»\u{a0}“và”", "Ângela e a maçã", "‚Ä‘ und ‚Ö‘", "Âge", "đã có"]
        {
            assert_eq!(repair(text, &mut Repairs::new()), None, "{text}");
        }
    }
}
