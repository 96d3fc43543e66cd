//! What the rest of a table says of each of several readings.
//!
//! That a relation holds between columns is known from the other rows: where it holds in all of them, it
//! does not hold by chance. Each number that it explains weighs as much as it has digits; together they
//! have to outweigh the number of relations that were tried.

use super::figure::{Entry, Figure};
use super::relation::{Along, Match, Relation};

/// A relation holds by chance in one of ten to this.
const ODDS: f32 = 3.0;
/// A row that calls itself a total is as good as so many digits.
pub const NAMED: f32 = 2.0;
/// A relation that holds may fail once in so many lines: writers slip, and so does OCR.
const SLIPS: usize = 5;
/// A column of so many numbers of one form has no other.
const ALIKE: usize = 4;

/// Which readings fit, and into what.
#[derive(Debug)]
pub struct Verdict {
    pub fits: Vec<bool>,
    pub why: String,
}

/// A number of which several readings are on offer: a slot of a line among others.
pub struct Question<'a> {
    pub lines: &'a [Vec<Entry>],
    pub line: usize,
    pub slot: usize,
    /// `None` for a reading that is no number.
    pub readings: &'a [Option<Figure>],
    pub along: Along,
}

impl Question<'_> {
    /// What relations say; each comes with the digits that count for it beforehand. Those that nothing
    /// proves say nothing.
    pub fn ask(&self, relations: &[(Relation, f32)]) -> Vec<Verdict> {
        let needed = ODDS + (relations.len().max(1) as f32).log10();
        relations.iter().filter_map(|(relation, known)| self.judge(relation, *known, needed)).collect()
    }

    fn judge(&self, relation: &Relation, known: f32, needed: f32) -> Option<Verdict> {
        let own: Vec<Option<(Match, f32)>> =
            self.readings.iter().map(|reading| relation.test(&self.with(*reading)?)).collect();
        let matches = |wanted: Match| own.iter().flatten().any(|(found, _)| *found == wanted);
        // What fits but for its last place may be a misreading of what fits.
        if own.iter().all(Option::is_none) || matches(Match::Near) && !matches(Match::Exact) {
            return None;
        }
        let shown = self.shown(relation)? + known;
        let holding = own.iter().flatten().filter(|(found, _)| *found != Match::Not);
        let digits = holding.map(|(_, digits)| *digits).reduce(f32::min).unwrap_or_default();
        let fits = own.iter().map(|test| test.is_some_and(|(found, _)| found != Match::Not)).collect();
        (shown + digits >= needed).then(|| Verdict { fits, why: relation.describe(self.along) })
    }

    /// The line with a reading at its place.
    fn with(&self, reading: Option<Figure>) -> Option<Vec<Entry>> {
        let mut line = self.lines.get(self.line)?.clone();
        *line.get_mut(self.slot)? = Entry::Number(reading?);
        Some(line)
    }

    /// The digits that a relation explains in the other lines.
    fn shown(&self, relation: &Relation) -> Option<f32> {
        let others = self.lines.iter().enumerate().filter(|(number, _)| *number != self.line);
        shown(others.filter_map(|(_, line)| relation.test(line)))
    }
}

/// The digits that tests explain together; `None` where too many fail.
pub fn shown(tests: impl Iterator<Item = (Match, f32)>) -> Option<f32> {
    let (mut shown, mut held, mut failed) = (0.0, 0, 0);
    for (found, digits) in tests {
        if found == Match::Not {
            failed += 1;
        } else {
            shown += digits;
            held += 1;
        }
    }
    (failed * SLIPS <= held).then_some(shown)
}

/// What the form of a column's other numbers says of readings that differ in nothing but a mark: «92,7»
/// and «927» among «85,1», «90,0».
pub fn by_form(column: &[Entry], readings: &[Option<Figure>]) -> Option<Verdict> {
    let figures: Vec<Figure> = column.iter().filter_map(|entry| entry.figure()).collect();
    let usual = figures.first()?.decimals;
    let uniform = figures.iter().all(|figure| figure.decimals == usual);
    let digits = |reading: &Option<Figure>| reading.as_ref().map(Figure::steps);
    let same = readings.windows(2).all(|pair| matches!(pair, [a, b] if digits(a) == digits(b)));
    let fits: Vec<bool> =
        readings.iter().map(|reading| reading.as_ref().is_some_and(|one| one.decimals == usual)).collect();
    let tells = uniform && same && usual > 0 && figures.len() >= ALIKE && fits.contains(&true);
    let why = "all other numbers of its column are printed so".to_owned();
    tells.then_some(Verdict { fits, why })
}

/// The reading that alone fits everywhere, and why. Readings of one value are one.
pub fn only(readings: &[Option<Figure>], verdicts: &[Verdict]) -> Option<(usize, String)> {
    let fits = |at: &usize| verdicts.iter().all(|verdict| verdict.fits.get(*at) == Some(&true));
    let fitting: Vec<usize> = (0..readings.len()).filter(fits).collect();
    let chosen = *fitting.first()?;
    let value = |at: usize| readings.get(at).copied().flatten().map(|figure| (figure.value, figure.percent));
    if fitting
        .iter()
        .any(|other| *other != chosen && (value(chosen).is_none() || value(*other) != value(chosen)))
    {
        return None;
    }
    let telling = verdicts.iter().find(|verdict| verdict.fits.contains(&false))?;
    Some((chosen, telling.why.clone()))
}
