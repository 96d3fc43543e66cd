//! Fonts of RTF: their names, and the code pages of their characters.

use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct Font {
    pub name: Option<Arc<str>>,
    pub encoding: &'static Encoding,
}

/// The font table.
#[derive(Debug)]
pub struct Fonts {
    fonts: BTreeMap<i32, Font>,
    /// The document's own code page.
    pub page: &'static Encoding,
    pub default: i32,
}

impl Fonts {
    pub fn new() -> Self {
        Self { fonts: BTreeMap::new(), page: encoding_rs::WINDOWS_1252, default: 0 }
    }

    pub fn add(&mut self, number: i32, charset: Option<i32>, name: &[u8]) {
        let encoding = charset.map_or(self.page, |charset| of_charset(charset, self.page));
        let name = encoding.decode_without_bom_handling(name).0;
        let name = name.trim().trim_end_matches(';').trim();
        let name = (!name.is_empty()).then(|| Arc::from(name));
        self.fonts.insert(number, Font { name, encoding });
    }

    pub fn name(&self, number: i32) -> Option<Arc<str>> {
        self.fonts.get(&number).and_then(|font| font.name.clone())
    }

    pub fn encoding(&self, number: i32) -> &'static Encoding {
        self.fonts.get(&number).map_or(self.page, |font| font.encoding)
    }
}

/// Windows' numbers of character sets. Legacy Vietnamese fonts say 0, and their bytes pass through as
/// Windows-1252 for the normalizer to repair.
fn of_charset(charset: i32, page: &'static Encoding) -> &'static Encoding {
    use encoding_rs as e;
    match charset {
        1 => page,
        128 => e::SHIFT_JIS,
        129 => e::EUC_KR,
        134 => e::GBK,
        136 => e::BIG5,
        161 => e::WINDOWS_1253,
        162 => e::WINDOWS_1254,
        163 => e::WINDOWS_1258,
        177 => e::WINDOWS_1255,
        178 => e::WINDOWS_1256,
        186 => e::WINDOWS_1257,
        204 => e::WINDOWS_1251,
        222 => e::WINDOWS_874,
        238 => e::WINDOWS_1250,
        77 => e::MACINTOSH,
        _ => e::WINDOWS_1252,
    }
}

/// A Windows code page by its number.
pub fn of_page(number: i32) -> &'static Encoding {
    use encoding_rs as e;
    match number {
        874 => e::WINDOWS_874,
        932 => e::SHIFT_JIS,
        936 => e::GBK,
        949 => e::EUC_KR,
        950 => e::BIG5,
        1250 => e::WINDOWS_1250,
        1251 => e::WINDOWS_1251,
        1253 => e::WINDOWS_1253,
        1254 => e::WINDOWS_1254,
        1258 => e::WINDOWS_1258,
        65001 => e::UTF_8,
        10000 => e::MACINTOSH,
        _ => e::WINDOWS_1252,
    }
}
