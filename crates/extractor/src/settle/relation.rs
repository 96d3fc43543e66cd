//! What may hold between the numbers of a row, or of a column.

use super::figure::{Entry, Figure};
use rust_decimal::Decimal;

/// Whether numbers are compared along a row or down a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    Row,
    Column,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    Sum {
        whole: usize,
        parts: Vec<usize>,
    },
    /// A share in per cent: `share` = `part` / `whole` × 100.
    Rate {
        share: usize,
        part: usize,
        whole: usize,
    },
    /// Growth in per cent: `share` = (`now` - `before`) / `before` × 100.
    Growth {
        share: usize,
        now: usize,
        before: usize,
    },
    /// Points and the most that there are to reach.
    Limit {
        most: usize,
        points: usize,
    },
}

/// How well a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// As it is printed.
    Exact,
    /// But for the last place: numbers that were rounded before they were added up, or cut off.
    Near,
    Not,
}

impl Relation {
    pub fn has(&self, slot: usize) -> bool {
        match self {
            Self::Sum { whole, parts } => *whole == slot || parts.contains(&slot),
            Self::Rate { share, part: a, whole: b } | Self::Growth { share, now: a, before: b } => {
                [*share, *a, *b].contains(&slot)
            }
            Self::Limit { most, points } => *most == slot || *points == slot,
        }
    }

    /// Whether it holds between the entries of a line, and how many digits that explains; `None` where
    /// they do not say.
    pub fn test(&self, line: &[Entry]) -> Option<(Match, f32)> {
        let figure = |slot: &usize| line.get(*slot).and_then(|entry| entry.figure());
        match self {
            Self::Sum { whole, parts } => {
                let whole = figure(whole)?;
                Some((adds_up(whole, parts, line)?, whole.digits()))
            }
            Self::Rate { share, part, whole } => {
                let (part, whole) = (figure(part)?.value, figure(whole)?.value);
                is_share(figure(share)?, part, whole)
            }
            Self::Growth { share, now, before } => {
                let (now, before) = (figure(now)?.value, figure(before)?.value);
                is_share(figure(share)?, now.checked_sub(before)?, before)
            }
            Self::Limit { most, points } => {
                let within = figure(points)?.value <= figure(most)?.value;
                Some((if within { Match::Exact } else { Match::Not }, 0.0))
            }
        }
    }

    /// In words, rows and columns counted from 1.
    pub fn describe(&self, along: Along) -> String {
        let name = match along {
            Along::Row => "column",
            Along::Column => "row",
        };
        let list = |slots: &[usize]| {
            let slots: Vec<String> = slots.iter().map(|slot| (slot + 1).to_string()).collect();
            slots.join(", ")
        };
        match self {
            Self::Sum { whole, parts } => format!("{name} {} is the sum of {}", whole + 1, list(parts)),
            Self::Rate { share, part, whole } => {
                format!("{name} {} is {} in per cent of {}", share + 1, part + 1, whole + 1)
            }
            Self::Growth { share, now, before } => {
                format!("{name} {} is the growth from {} to {}", share + 1, before + 1, now + 1)
            }
            Self::Limit { most, points } => {
                format!("{name} {} is not above {}", points + 1, most + 1)
            }
        }
    }
}

/// Whether parts make the whole, each rounded as it is printed; `None` where fewer than two are anything.
fn adds_up(whole: Figure, parts: &[usize], line: &[Entry]) -> Option<Match> {
    let mut sum = Decimal::ZERO;
    let mut count = 0_i64;
    for part in parts {
        match line.get(*part)? {
            Entry::Number(figure) if figure.percent == whole.percent => {
                sum = sum.checked_add(figure.value)?;
                count += i64::from(!figure.value.is_zero());
            }
            Entry::Blank => {}
            _ => return None,
        }
    }
    if count < 2 || whole.value.is_zero() {
        return None;
    }
    // What is counted is not rounded.
    let steps = if whole.decimals == 0 { 0 } else { count };
    let near = whole.step().checked_mul(Decimal::new(steps * 5, 1))?;
    Some(matched((sum - whole.value).abs(), Decimal::ZERO, near))
}

/// By how far off it is.
fn matched(off: Decimal, exact: Decimal, near: Decimal) -> Match {
    match () {
        () if off <= exact => Match::Exact,
        () if off <= near => Match::Near,
        () => Match::Not,
    }
}

/// Whether a percentage is that of the part in the whole. One of 100 or of nothing explains nothing.
fn is_share(share: Figure, part: Decimal, whole: Decimal) -> Option<(Match, f32)> {
    if part.is_zero() || part == whole {
        return None;
    }
    let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let half = share.step().checked_div(Decimal::TWO)?;
    Some((matched((exact - share.value).abs(), half, share.step()), share.digits()))
}

#[cfg(test)]
mod tests {
    use super::Match::{Exact, Near, Not};
    use super::*;
    use normalizer::NumberStyle;

    fn line(cells: &[&str]) -> Vec<Entry> {
        cells.iter().map(|cell| Entry::parse(cell, NumberStyle::Vietnamese)).collect()
    }

    #[test]
    fn sums() {
        let sum = Relation::Sum { whole: 0, parts: vec![1, 2, 3] };
        for (cells, expected) in [
            (["60", "10", "20", "30"], Some(Exact)),
            (["61", "10", "20", "30"], Some(Not)),
            (["30", "10", "20", "-"], Some(Exact)),
            (["30", "30", "", "-"], None),
            (["30", "10", "20", "xong"], None),
            (["60,0", "10,0", "20,0", "30,0"], Some(Exact)),
            (["60,1", "10,0", "20,0", "30,0"], Some(Near)),
            (["60,3", "10,0", "20,0", "30,0"], Some(Not)),
            (["100%", "40%", "30%", "30%"], Some(Exact)),
            (["100", "40%", "30%", "30%"], None),
            (["1.250", "1.000", "200", "50"], Some(Exact)),
        ] {
            assert_eq!(sum.test(&line(&cells)).map(|(holds, _)| holds), expected, "{cells:?}");
        }
    }

    #[test]
    fn rates() {
        let rate = Relation::Rate { share: 2, part: 1, whole: 0 };
        let growth = Relation::Growth { share: 2, now: 1, before: 0 };
        for (cells, rated, grown) in [
            (["1.250", "1.180", "94,4"], Some(Exact), Some(Not)),
            (["1.250", "1.180", "-5,6"], Some(Not), Some(Exact)),
            (["3", "2", "66,7%"], Some(Exact), Some(Not)),
            (["3", "2", "66,6%"], Some(Near), Some(Not)),
            (["3", "2", "66,8%"], Some(Not), Some(Not)),
            (["3", "3", "100%"], None, None),
            (["3", "0", "0%"], None, Some(Not)),
            (["0", "3", "5%"], None, None),
        ] {
            let entries = line(&cells);
            assert_eq!(rate.test(&entries).map(|(holds, _)| holds), rated, "{cells:?}");
            assert_eq!(growth.test(&entries).map(|(holds, _)| holds), grown, "{cells:?}");
        }
    }
}
