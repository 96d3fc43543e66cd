//! The key on which headings and names are compared, never what is written.

use unicode_normalization::UnicodeNormalization;

/// NFC, lower case, letters and digits only: «ST T» and «STT» fold alike, tones are kept.
/// Old and new placement of tone marks («hoá», «hòa» style) fold alike.
pub fn fold(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}
