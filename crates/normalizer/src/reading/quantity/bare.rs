//! Numbers that may be none: without a unit, in words, or of time.

use super::amount::{Amount, amount_at};
use super::chain::Chain;
use super::form::{FormReader, upward};
use super::span::second_end;
use super::unit::{Class, Unit};
use crate::reading::token::{Gap, Tokens};

impl FormReader<'_, '_> {
    /// Words are numbers only where they count something: «mười lăm xã», not «một cửa», «hai bên».
    pub(super) fn spelled_counts(&self, amount: &Amount, unit: Option<&Unit>, chain: &Chain) -> bool {
        let t = self.tokens;
        let alone = self.i == 0 && amount.next >= t.len();
        let long = amount.next > self.i + 1;
        let ranged = second_end(t, amount.next).is_some_and(|k| amount_at(t, k).is_some());
        let counts = unit.is_some_and(|u| u.class != Class::Duration) || ranged;
        match t.word(self.i) {
            _ if long => alone || counts,
            "năm" => counts && chain.first < self.i && !ranged,
            "một" => counts && (chain.first < self.i || self.i == 0 || ranged),
            _ => counts,
        }
    }

    /// A number without a unit is one where it stands alone, or a bound or «đạt» leads to it.
    pub(super) fn bare_counts(&self, amount: &Amount, chain: &Chain) -> bool {
        let t = self.tokens;
        let closes = |k: usize| t.ends_clause(k) || t.mark(k) == ',' || upward(t, k).is_some();
        if !closes(amount.next) {
            return false;
        }
        let opens = chain.outer == 0
            || t.gap(chain.outer) == Gap::Line
            || matches!(t.mark(chain.outer.wrapping_sub(1)), ':' | ';' | '-' | '–' | '•' | '+' | '(');
        opens && t.mark(amount.next) != ',' || chain.leads(self.i)
    }

    pub(super) fn bare_range(&self, chain: &Chain, other: &Amount) -> bool {
        self.bare_counts(other, chain)
    }

    /// Periods and rhythms: «6 tháng đầu năm», «kế hoạch 5 năm», «hàng quý, 6 tháng, 9 tháng».
    pub(super) fn is_idle_time(&self, unit: &Unit, chain: &Chain) -> bool {
        let t = self.tokens;
        if unit.class != Class::Duration {
            return false;
        }
        // «trong 4 năm qua», «tăng bình quân 4 năm»: the stretch that something is said of.
        let stretch = matches!(t.word(self.i.wrapping_sub(1)), "trong" | "quân" | "qua");
        let alone = chain.outer == 0 && unit.next >= t.len();
        let led = alone || chain.first < self.i || leads_to_duration(t, chain.outer);
        match unit.text.as_str() {
            // «lúc 7 giờ 30», «từ 8 giờ ngày …»: the time of day.
            "giờ" => {
                let clock =
                    matches!(t.word(self.i.wrapping_sub(1)), "lúc" | "hồi" | "vào" | "từ" | "trước" | "sau");
                clock || t.is_number(unit.next) || matches!(t.word(unit.next), "ngày" | "sáng" | "chiều")
            }
            "năm" if stretch => true,
            "tháng" | "năm" | "quý" | "tuần" => {
                !led || t.mark(unit.next) == '('
                    || matches!(t.word(unit.next), "đầu" | "cuối")
                    || t.is_number(unit.next)
            }
            _ => false,
        }
    }

    /// «trong đó nữ 600»: too large for a place in a list, and behind a word in small letters.
    pub(super) fn could_be_value(&self, amount: &Amount) -> bool {
        let t = self.tokens;
        let digits = t.number(self.i).bytes().filter(u8::is_ascii_digit).count();
        let before = self.i.wrapping_sub(1);
        let behind_word = t.is_word(before) && !t.is_capital(before) && !t.touches(self.i);
        let closes = t.ends_clause(amount.next) || t.mark(amount.next) == ',';
        behind_word && closes && digits >= 3 && !t.number(self.i).starts_with('0') && t.year(self.i).is_none()
    }
}

fn leads_to_duration(t: &Tokens<'_>, i: usize) -> bool {
    matches!(
        t.word(i.wrapping_sub(1)),
        "trong" | "gian" | "hạn" | "sau" | "mất" | "quá" | "kéo" | "dài" | "vòng"
    ) || t.mark(i.wrapping_sub(1)) == ':'
}
