//! What a font's name says about the encoding of its text: evidence, never proof.

use super::charset::Charset;

/// What a font's name suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hint {
    pub charset: Option<Charset>,
    /// Every letter shows as a capital: the family's name ends in H.
    pub capitals: bool,
}

/// Reads a font's name, with or without the prefix of a subset and the names of a style.
pub fn hint(name: &str) -> Hint {
    let family = family(name);
    let plain = family.trim_start_matches('.');
    let vn = plain.strip_prefix("Vn").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let charset = if plain.starts_with("VNI") {
        Some(Charset::Vni)
    } else if vn {
        Some(Charset::Tcvn3)
    } else if plain.starts_with("VPS") {
        Some(Charset::Vps)
    } else if plain.starts_with("VISCII") {
        Some(Charset::Viscii)
    } else {
        None
    };
    Hint { charset, capitals: vn && family.ends_with('H') }
}

/// The name without the prefix of a subset and without style words.
pub fn family(name: &str) -> &str {
    const STYLES: [&str; 8] = ["Bold", "Italic", "BoldItalic", "Regular", "Oblique", "PSMT", "PS", "MT"];
    let mut family = name;
    // Every cell of a sheet asks, and few names have either sign.
    if name.bytes().any(|byte| matches!(byte, b'+' | b',')) {
        family = family.split_once('+').map_or(family, |(_, rest)| rest);
        family = family.split_once(',').map_or(family, |(family, _)| family);
    }
    family = family.trim();
    while let Some(shorter) = STYLES.iter().find_map(|style| family.strip_suffix(style)) {
        family = shorter.trim_end_matches(['-', ' ', '_']);
    }
    family
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        for (name, charset, capitals) in [
            (".VnTime", Some(Charset::Tcvn3), false),
            (".VnTimeH", Some(Charset::Tcvn3), true),
            ("BAAAAA+.VnTimeH-Bold", Some(Charset::Tcvn3), true),
            ("AARIQC+.VnTimeH,Bold", Some(Charset::Tcvn3), true),
            (".VnArial NarrowH", Some(Charset::Tcvn3), true),
            ("VnTimeBold", Some(Charset::Tcvn3), false),
            ("VNI-Times-BoldItalic", Some(Charset::Vni), false),
            ("VPS Helv", Some(Charset::Vps), false),
            ("Times New Roman", None, false),
            ("Vntimes", None, false),
            ("", None, false),
        ] {
            assert_eq!(hint(name), Hint { charset, capitals }, "{name}");
        }
    }
}
