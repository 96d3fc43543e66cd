//! Reading a format code: sections, conditions, parts.

/// One of the `;`-parted sections.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub condition: Option<Condition>,
    pub parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent,
    /// The bar of a fraction.
    Slash,
    /// `@`.
    Text,
    General,
    /// `d m y h s` with how many; months and minutes are told apart when all parts are known.
    Date(char, usize),
    Minutes(usize),
    /// `[h]`, `[m]`, `[s]`: not wrapped at the next unit.
    Elapsed(char, usize),
    HalfDay,
}

/// `[>=100]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    at_least: Option<f64>,
    at_most: Option<f64>,
    /// The bound itself is out.
    strict: bool,
    not: bool,
}

impl Condition {
    pub fn holds(self, value: f64) -> bool {
        let above = self.at_least.is_none_or(|low| if self.strict { value > low } else { value >= low });
        let below = self.at_most.is_none_or(|high| if self.strict { value < high } else { value <= high });
        (above && below) != self.not
    }

    /// Whether it is `>0` or `>=0`.
    pub fn takes_positive(self) -> bool {
        self.at_least == Some(0.0) && self.at_most.is_none() && !self.not
    }

    fn parse(text: &str) -> Option<Self> {
        let (sign, number) = text.split_at_checked(text.find(|c: char| !"<>=".contains(c))?)?;
        let bound: f64 = number.trim().parse().ok()?;
        let (low, high) = (Some(bound), Some(bound));
        let (at_least, at_most, strict, not) = match sign {
            ">" => (low, None, true, false),
            ">=" => (low, None, false, false),
            "<" => (None, high, true, false),
            "<=" => (None, high, false, false),
            "=" => (low, high, false, false),
            "<>" => (low, high, false, true),
            _ => return None,
        };
        Some(Self { at_least, at_most, strict, not })
    }
}

impl Section {
    pub fn is_date(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Date(..) | Part::Minutes(_) | Part::Elapsed(..) | Part::HalfDay))
    }

    /// The letters that it shows beside the number.
    pub fn words(&self) -> String {
        let literals = self.parts.iter().filter_map(|part| match part {
            Part::Literal(text) => Some(text.chars().filter(|c| c.is_alphabetic())),
            _ => None,
        });
        literals.flatten().collect()
    }

    pub fn has_text(&self) -> bool {
        self.parts.contains(&Part::Text)
    }

    fn literal(&mut self, letter: char) {
        if let Some(Part::Literal(text)) = self.parts.last_mut() {
            text.push(letter);
        } else {
            self.parts.push(Part::Literal(letter.to_string()));
        }
    }

    /// `[Red]`, `[$₫-42A]`, `[h]`, `[>=100]`.
    fn bracket(&mut self, inner: &str) {
        let lower = inner.to_lowercase();
        if let Some(currency) = inner.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            symbol.chars().for_each(|letter| self.literal(letter));
        } else if let Some(first) = lower.chars().next().filter(|&first| lower.chars().all(|c| c == first))
            && matches!(first, 'h' | 'm' | 's')
        {
            self.parts.push(Part::Elapsed(first, lower.len()));
        } else if let Some(condition) = Condition::parse(inner) {
            self.condition = Some(condition);
        }
    }

    /// Months after hours or before seconds are minutes.
    fn settle_minutes(&mut self) {
        let clock: Vec<(usize, char)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(index, part)| match part {
                Part::Date(letter, _) | Part::Elapsed(letter, _) => Some((index, *letter)),
                _ => None,
            })
            .collect();
        for (order, &(index, letter)) in clock.iter().enumerate() {
            let before = order.checked_sub(1).and_then(|at| clock.get(at)).map(|&(_, letter)| letter);
            let after = clock.get(order + 1).map(|&(_, letter)| letter);
            let minutes = letter == 'm' && (before == Some('h') || after == Some('s'));
            if let Some(part) = self.parts.get_mut(index).filter(|_| minutes)
                && let Part::Date(_, count) = *part
            {
                *part = Part::Minutes(count);
            }
        }
    }
}

/// The sections of a code; none for General.
pub fn sections(code: &str) -> Vec<Section> {
    if code.trim().is_empty() || code.trim().eq_ignore_ascii_case("general") {
        return Vec::new();
    }
    let mut sections = vec![Section::default()];
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(section) = sections.last_mut() else { break };
        match letter {
            ';' => sections.push(Section::default()),
            '"' => letters.by_ref().take_while(|&c| c != '"').for_each(|c| section.literal(c)),
            '\\' => letters.next().into_iter().for_each(|c| section.literal(c)),
            // A space as wide as the next letter; a letter that fills the cell.
            '_' => letters.next().into_iter().for_each(|_| section.literal(' ')),
            '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|&c| c != ']').collect();
                section.bracket(&inner);
            }
            _ => section.symbol(letter, &mut letters),
        }
    }
    sections.iter_mut().for_each(Section::settle_minutes);
    sections
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

impl Section {
    /// A letter that is neither quoted nor in brackets.
    fn symbol(&mut self, letter: char, letters: &mut Letters<'_>) {
        let part = match letter {
            '0' | '#' | '?' => Part::Digit(letter),
            '.' => Part::Point,
            ',' => Part::Comma,
            '%' => Part::Percent,
            '/' if self.is_date() => return self.literal('/'),
            '/' => Part::Slash,
            '@' => Part::Text,
            'E' | 'e' if letters.next_if(|&next| next == '+' || next == '-').is_some() => Part::Exponent,
            'G' | 'g' if follows(letters, "eneral") => Part::General,
            'A' | 'a' if follows(letters, "m/pm") || follows(letters, "/p") => Part::HalfDay,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => {
                let mut count = 1;
                while letters.next_if(|next| next.eq_ignore_ascii_case(&letter)).is_some() {
                    count += 1;
                }
                Part::Date(letter.to_ascii_lowercase(), count)
            }
            _ => return self.literal(letter),
        };
        self.parts.push(part);
    }
}

/// Takes the word off the letters where it follows, whatever its case.
fn follows(letters: &mut Letters<'_>, word: &str) -> bool {
    let mut ahead = letters.clone();
    let all =
        word.chars().all(|wanted| ahead.next().is_some_and(|found| found.eq_ignore_ascii_case(&wanted)));
    if all {
        *letters = ahead;
    }
    all
}
