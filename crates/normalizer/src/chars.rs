//! What a character is and its small letter, as the methods of `char` have it: those take long over the
//! letters of Vietnamese, which lie apart in Unicode's tables.

use crate::syllable::letter::letter;

/// The same as [`char::is_alphabetic`].
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | '\u{1e00}'..='\u{1eff}' => true,
        _ => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// The same as [`char::is_alphanumeric`].
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_alphabetic(c) || c.is_numeric() }
}

/// Writes the same as [`char::to_lowercase`].
#[inline]
pub fn push_lower(to: &mut String, c: char) {
    match c {
        '\0'..='\u{7f}' => to.push(c.to_ascii_lowercase()),
        'à'..='ö' | 'ø'..='ÿ' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => to.push(c),
        // Here they come in pairs: the even one is the capital.
        '\u{1ea0}'..='\u{1ef9}' => to.push(char::from_u32(u32::from(c) | 1).unwrap_or(c)),
        _ => to.extend(c.to_lowercase()),
    }
}

/// The small letter of a Vietnamese letter without tone, hat, breve, horn or stroke.
pub fn bare_letter(c: char) -> Option<char> {
    Some(match letter(c)?.base {
        'ă' | 'â' => 'a',
        'đ' => 'd',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        base => base,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_the_same_as_of_char() {
        for c in '\0'..=char::MAX {
            let mut low = String::new();
            push_lower(&mut low, c);
            assert_eq!(low, c.to_lowercase().to_string(), "{c:?}");
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn letters_without_marks() {
        for (c, bare) in
            [('Ế', Some('e')), ('đ', Some('d')), ('ự', Some('u')), ('x', Some('x')), ('ñ', None), ('1', None)]
        {
            assert_eq!(bare_letter(c), bare, "{c}");
        }
    }
}
