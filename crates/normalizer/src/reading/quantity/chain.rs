//! The words before a number: what it bounds, whether it is a change, whether that is denied.

use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use model::{Change, Comparator};
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Bound(Comparator),
    From,
    Not,
    Change(Change),
    /// A bound; a change where «so với …» follows the number.
    Over(Change),
    Level,
    Multiple,
    Respective,
    Neutral,
}

static ROLES: LazyLock<Phrases<Role>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/comparators.tsv"), |row| {
        Some(match *row.get(1)? {
            "at_least" => Role::Bound(Comparator::AtLeast),
            "more" => Role::Bound(Comparator::MoreThan),
            "at_most" => Role::Bound(Comparator::AtMost),
            "less" => Role::Bound(Comparator::LessThan),
            "about" => Role::Bound(Comparator::About),
            "from" => Role::From,
            "not" => Role::Not,
            "increase" => Role::Change(Change::Increase),
            "decrease" => Role::Change(Change::Decrease),
            "over" => Role::Over(Change::Increase),
            "under" => Role::Over(Change::Decrease),
            "level" => Role::Level,
            "multiple" => Role::Multiple,
            "respective" => Role::Respective,
            "neutral" => Role::Neutral,
            _ => return None,
        })
    })
});

static FAR_DENIALS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/far_denials.tsv"), |_| Some(())));

/// What the words before a number say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The first token of the words that belong to the quantity; the number's own where there are none.
    pub first: usize,
    /// The first token of all words read, neutral ones («đạt», «là») too.
    pub outer: usize,
    pub bound: Option<Comparator>,
    /// «từ», without a bound nearer.
    pub from: bool,
    pub denied: bool,
    pub change: Option<Change>,
    /// «vượt», «cao hơn»: a change if a comparison follows.
    pub over: Option<Change>,
    pub level: bool,
    pub multiple: bool,
    /// «tương ứng là»: the quantities after go with the names before.
    pub respective: bool,
}

impl Chain {
    /// Whether any word leads to the number.
    pub fn leads(&self, number: usize) -> bool {
        self.outer < number
    }

    /// The comparator of a single number.
    pub fn comparator(&self, upward: Option<Comparator>) -> Comparator {
        let mut bound = self.bound.unwrap_or(Comparator::Equal);
        if bound == Comparator::Equal && self.from && !self.level {
            bound = Comparator::AtLeast;
        }
        if let Some(change) = self.over {
            bound = match change {
                Change::Increase => Comparator::MoreThan,
                Change::Decrease => Comparator::LessThan,
            };
        }
        if let Some(upward) = upward {
            bound = upward;
        }
        if self.denied { deny(bound) } else { bound }
    }
}

/// «chưa đạt từ 10% trở lên» is less than 10 %: a denied bound turns round, a denied value is not reached.
fn deny(bound: Comparator) -> Comparator {
    match bound {
        Comparator::Equal | Comparator::AtLeast | Comparator::About => Comparator::LessThan,
        Comparator::MoreThan => Comparator::AtMost,
        Comparator::AtMost => Comparator::MoreThan,
        Comparator::LessThan => Comparator::AtLeast,
        Comparator::Range => Comparator::Range,
    }
}

/// Reads backwards from the number at `number`, not past `floor`.
pub(crate) fn chain_before(tokens: &Tokens<'_>, number: usize, floor: usize) -> Chain {
    let mut chain = Chain {
        first: number,
        outer: number,
        bound: None,
        from: false,
        denied: false,
        change: None,
        over: None,
        level: false,
        multiple: false,
        respective: false,
    };
    while let Some((length, role)) = ROLES.before(tokens, chain.outer) {
        let Some(start) = chain.outer.checked_sub(length).filter(|start| *start >= floor) else { break };
        if !chain.take(role) {
            break;
        }
        chain.outer = start;
        if !matches!(role, Role::Neutral | Role::Level) {
            chain.first = start;
        }
    }
    if let Some(start) = far_denial(tokens, &chain, floor) {
        chain.denied = true;
        chain.first = start;
    }
    chain
}

/// Words between a denial and the bound that it turns round.
const MOST_BETWEEN: usize = 10;

/// «không để hồ sơ quá hạn vượt 2%», «không có xã nào đạt dưới 15 tiêu chí»: where the denial stands. It
/// turns a limit that is passed round, no other bound.
fn far_denial(t: &Tokens<'_>, chain: &Chain, floor: usize) -> Option<usize> {
    let passed = matches!(chain.bound, Some(Comparator::MoreThan | Comparator::LessThan));
    if chain.denied || chain.from || !(passed || (chain.bound.is_none() && chain.over.is_some())) {
        return None;
    }
    for k in (floor..chain.first).rev().take(MOST_BETWEEN) {
        if FAR_DENIALS.is_at(t, k) {
            return Some(k);
        }
        if t.is_number(k) || matches!(t.mark(k), ',' | ';' | '.' | ':' | '(' | ')') || t.gap(k) == Gap::Line {
            return None;
        }
    }
    None
}

impl Chain {
    /// Takes one more phrase to the left; false where it does not belong.
    fn take(&mut self, role: Role) -> bool {
        match role {
            Role::Neutral => true,
            Role::Bound(bound) => {
                if self.bound.is_some() && self.bound != Some(Comparator::About) {
                    return false;
                }
                self.bound = Some(bound);
                true
            }
            Role::From => {
                self.from = true;
                true
            }
            Role::Over(change) => {
                let free = self.change.is_none() && self.over.is_none();
                self.over = self.over.or(Some(change));
                free
            }
            Role::Change(change) => {
                let free = self.change.is_none() && !self.level;
                self.change = self.change.or(Some(change));
                free
            }
            Role::Level => {
                self.level = true;
                self.change.is_none()
            }
            Role::Multiple => {
                self.multiple = true;
                true
            }
            Role::Respective => {
                self.respective = true;
                true
            }
            Role::Not => {
                // «không» and «chưa» deny only what is said of the number, not what stands alone before it.
                let denies =
                    self.outer != self.first || self.bound.is_some() || self.from || self.over.is_some();
                self.denied = denies;
                denies
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_words_before_a_number() {
        for (text, number, expected) in [
            ("đạt từ 30", 2, ">= from 1"),
            ("đạt tỷ lệ tối thiểu 15", 5, ">= from 3"),
            ("tối thiểu từ 60", 3, ">= from 0"),
            ("chưa đạt từ 10", 3, "< from 0"),
            ("chưa đạt 90", 2, "< from 0"),
            ("không dưới 5", 2, ">= from 0"),
            ("không để dưới 5", 3, ">= from 0"),
            ("không 5", 1, "= from 1"),
            ("Cắt giảm ít nhất 25", 4, ">= from 0"),
            ("giải quyết 20", 2, "= from 2"),
            ("giảm còn 5", 2, "= from 2"),
        ] {
            let chain = chain_before(&Tokens::new(text), number, 0);
            let sign = match chain.comparator(None) {
                Comparator::AtLeast => ">=",
                Comparator::LessThan => "<",
                Comparator::Equal => "=",
                _ => "other",
            };
            assert_eq!(format!("{sign} from {}", chain.first), expected, "{text}");
        }
    }
}
