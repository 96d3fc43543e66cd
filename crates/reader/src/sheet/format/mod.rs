//! What a number looks like under a number format, in Vietnamese display: decimal comma, dots between
//! thousands, day before month. The codes are the same in XLSX, XLS and (translated) ODS.

mod code;
mod date;
mod decimal;
mod number;

use code::{Condition, Part, Section};

/// A number format, read once and used for many cells.
#[derive(Debug, Clone, Default)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

impl NumberFormat {
    /// Reads a format code; what cannot be understood shows the plain number.
    pub fn parse(code: &str) -> Self {
        Self { sections: code::sections(code) }
    }

    /// The number as it is shown. `base_1904` is the Macintosh's calendar.
    pub fn show(&self, value: f64, base_1904: bool) -> String {
        if !value.is_finite() {
            return String::new();
        }
        let Some((section, signed)) = self.section_for(value) else { return number::general(value) };
        if section.is_date() {
            let value = if signed { value } else { value.abs() };
            return date::show(&section.parts, value, base_1904).unwrap_or_else(|| number::general(value));
        }
        if signed || value >= 0.0 {
            return number::show(&section.parts, if signed { value } else { value.abs() });
        }
        let own_words = self.sections.first().is_some_and(|first| first.words() != section.words());
        number::with_sign(number::show(&section.parts, -value), own_words)
    }

    /// The text as it is shown: a format may put words around it.
    pub fn show_text(&self, text: &str) -> String {
        let fourth = self.sections.get(3);
        let Some(section) = fourth.or(self.sections.last()).filter(|section| section.has_text()) else {
            return text.to_owned();
        };
        let mut shown = String::new();
        for part in &section.parts {
            match part {
                Part::Literal(literal) => shown.push_str(literal),
                Part::Text => shown.push_str(text),
                _ => {}
            }
        }
        shown
    }

    /// The section for a value, and whether the minus sign is still to be shown.
    fn section_for(&self, value: f64) -> Option<(&Section, bool)> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let index = self
                .sections
                .iter()
                .position(|section| section.condition.is_none_or(|condition| condition.holds(value)))?;
            // Where an earlier section takes all that is not negative, this one draws its own sign.
            let earlier = self.sections.get(..index)?.iter().filter_map(|section| section.condition);
            let signed = !earlier.into_iter().any(Condition::takes_positive);
            return self.sections.get(index).map(|section| (section, signed));
        }
        let numeric = self.sections.get(..self.sections.len().min(3))?;
        match numeric {
            [] => None,
            [_, negative, ..] if value < 0.0 => Some((negative, false)),
            [_, _, zero] if value == 0.0 && !zero.has_text() => Some((zero, true)),
            [first, ..] => Some((first, true)),
        }
    }
}

/// The code of a built-in format by its number, as a Vietnamese system shows it.
pub fn builtin(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5 | 6 => "#,##0\\ \"₫\"",
        7 | 8 => "#,##0.00\\ \"₫\"",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
