//! One number with its unit and its bound: single, range, fraction, list after «tương ứng».

use super::Found;
use super::amount::{Amount, amount_at};
use super::chain::{Chain, chain_before};
use super::exempt::{Naming, is_slogan, naming_before};
use super::unit::{Class, Unit, closed, is_counted, unit_at};
use crate::reading::NumberStyle;
use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use model::{Comparator, Number, QuantityKind};
use std::sync::LazyLock;

/// What a number turned out to be.
pub(super) enum Form {
    Quantities(Vec<Found>),
    /// A quantity whose reading is likely, not certain.
    OpenQuantity(Box<Found>, &'static str),
    /// No certain reading; the token after the words in doubt.
    Open(usize, &'static str),
    /// A name or a place in a list: the bare numbers after it are no quantities either.
    Name,
    None,
}

static RANKS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/ranks.tsv"), |_| Some(())));

/// Reads the number at `i`.
pub(super) fn read_form(tokens: &Tokens<'_>, style: NumberStyle, i: usize, floor: usize) -> Form {
    let Some(amount) = amount_at(tokens, i) else { return Form::None };
    let reader = FormReader { tokens, style, i, floor };
    if tokens.mark(amount.next) == '/' && tokens.is_number(amount.next + 1) {
        return reader.fraction(&amount);
    }
    if let Some((length, ())) = RANKS.before(tokens, i)
        && tokens.is_number(i)
    {
        return reader.rank(i - length, &amount, None, amount.next);
    }
    reader.plain(&amount)
}

struct FormReader<'s, 't> {
    tokens: &'s Tokens<'t>,
    style: NumberStyle,
    i: usize,
    floor: usize,
}

impl FormReader<'_, '_> {
    /// «18/21 điểm», «38/63» after «xếp thứ», «6/7 cán bộ», «2/3 số thành viên».
    fn fraction(&self, amount: &Amount) -> Form {
        let t = self.tokens;
        let Some(whole) = amount_at(t, amount.next + 1) else { return Form::None };
        let unit = unit_at(t, whole.next);
        if let Some((length, ())) = RANKS.before(t, self.i) {
            return self.rank(self.i - length, amount, Some(&whole), whole.next);
        }
        let chain = chain_before(t, self.i, self.floor);
        let (kind, end, unit) = match unit {
            Some(unit) if unit.class == Class::Score => (QuantityKind::Score, unit.next, Some(unit)),
            Some(unit) if matches!(unit.class, Class::Count | Class::Times) => {
                let (text, end) = qualified(t, &unit);
                (QuantityKind::Ratio, end, Some(Unit { text, ..unit }))
            }
            _ => match share_of(t, whole.next) {
                Some(unit) => (QuantityKind::Ratio, unit.next, Some(unit)),
                None if self.could_be_date(&amount.next) => {
                    return Form::Open(whole.next, "a date or a part of a whole");
                }
                None => (QuantityKind::Ratio, whole.next, None),
            },
        };
        let (Some((value, _)), Some((of, _))) =
            (amount.value(self.style, unit.as_ref()), whole.value(self.style, unit.as_ref()))
        else {
            return Form::None;
        };
        let mut found = Found::new(t, kind, chain.comparator(None), chain.first, end);
        found.quantity.value = Some(value);
        found.quantity.of = Some(of);
        found.quantity.unit = unit.map(|unit| unit.text);
        Form::Quantities(vec![found])
    }

    fn could_be_date(&self, slash: &usize) -> bool {
        let day = self.tokens.integer(self.i).is_some_and(|n| (1..=31).contains(&n));
        day && self.tokens.integer(slash + 1).is_some_and(|n| (1..=12).contains(&n))
    }

    /// «xếp thứ 38/63», «xếp hạng 9».
    fn rank(&self, first: usize, amount: &Amount, of: Option<&Amount>, end: usize) -> Form {
        let t = self.tokens;
        let word = t.word(self.i - 1);
        let bare = self.i - first == 1;
        // «thứ 2», «hạng 3» alone are a weekday or a class.
        if bare && of.is_none() || t.mark(end) == '%' || word.is_empty() {
            return self.plain(amount);
        }
        let Some((value, _)) = amount.value(self.style, None) else { return Form::None };
        let mut found = Found::new(t, QuantityKind::Rank, Comparator::Equal, first, end);
        if t.word(end) == "trở" && matches!(t.word(end + 1), "lên" | "về") {
            // A better rank is a smaller number.
            found = Found::new(t, QuantityKind::Rank, Comparator::AtMost, first, end + 2);
        }
        found.quantity.value = Some(value);
        found.quantity.of = of.and_then(|of| of.value(self.style, None)).map(|(value, _)| value);
        Form::Quantities(vec![found])
    }

    fn plain(&self, amount: &Amount) -> Form {
        let t = self.tokens;
        let mut unit = unit_at(t, amount.next);
        let chain = chain_before(t, self.i, self.floor);
        if chain.respective
            && let Some(list) = self.respective(&chain, amount)
        {
            return Form::Quantities(list);
        }
        if let Some(end) = self.torn(amount, unit.as_ref()) {
            return Form::Open(end, "digits torn apart, or a list without units");
        }
        match naming_before(t, self.i) {
            Some(Naming::Hard) if !unit.as_ref().is_some_and(|u| u.class == Class::Percent) => {
                return Form::Name;
            }
            Some(Naming::Soft) if unit.is_none() => return Form::Name,
            _ => {}
        }
        // «trẻ em dưới 5 tuổi», «từ 3 sao trở lên»: the words bound a group, not what it reaches.
        if unit
            .as_ref()
            .is_some_and(|u| u.class == Class::Grade || (u.class == Class::Age && chain.outer == chain.first))
        {
            return Form::Name;
        }
        if amount.spelled && !self.spelled_counts(amount, unit.as_ref(), &chain) {
            return Form::None;
        }
        if !amount.spelled && is_slogan(t, amount.next) && !chain.leads(self.i) {
            return Form::Name;
        }
        if let Some(range) = self.range(&chain, amount, unit.as_ref()) {
            return range;
        }
        if unit.as_ref().is_some_and(|unit| self.is_idle_time(unit, &chain)) {
            return Form::None;
        }
        if unit.is_none() && !self.bare_counts(amount, &chain) {
            return self.unread(amount, &chain);
        }
        if let Some(unit) = unit.as_mut() {
            let (text, next) = qualified(t, unit);
            unit.text = text;
            unit.next = next;
        }
        self.single(&chain, amount, unit)
    }

    /// A single number with what is known of it.
    fn single(&self, chain: &Chain, amount: &Amount, unit: Option<Unit>) -> Form {
        let t = self.tokens;
        let Some((value, likely)) = amount.value(self.style, unit.as_ref()) else { return Form::None };
        let mut chain = *chain;
        let mut end = unit.as_ref().map_or(amount.next, |unit| unit.next);
        let upward = upward(t, end);
        end += if upward.is_some() { 2 } else { 0 };
        // «từ 5% xuống 3%»: where it starts from, no bound.
        chain.from &= !matches!(t.word(end), "xuống" | "lên" | "còn" | "tăng" | "giảm");
        if chain.over.is_some() && is_compared(t, end) {
            chain.change = chain.over.take();
        }
        let multiple = unit.as_ref().is_some_and(|unit| unit.class == Class::Times)
            && (chain.multiple || chain.change == Some(model::Change::Increase));
        let kind = match &unit {
            _ if multiple => QuantityKind::Ratio,
            Some(unit) => unit.class.kind(),
            None => QuantityKind::Number,
        };
        let mut found = Found::new(t, kind, chain.comparator(upward), chain.first, end);
        found.quantity.value = Some(value);
        found.quantity.change = if multiple { None } else { chain.change };
        found.quantity.unit = unit.map(|unit| unit.text);
        if amount.disputed {
            return Form::OpenQuantity(Box::new(found), "the words in brackets say another number");
        }
        if likely {
            return Form::OpenQuantity(
                Box::new(found),
                "one mark before three digits: thousands or decimals",
            );
        }
        Form::Quantities(vec![found])
    }

    /// «95-100%», «từ 80 đến dưới 90%», «01-02 sáng kiến».
    fn range(&self, chain: &Chain, amount: &Amount, near: Option<&Unit>) -> Option<Form> {
        let t = self.tokens;
        let from = near.map_or(amount.next, |unit| unit.next);
        let second = second_end(t, from)?;
        let other = amount_at(t, second)?;
        let far = unit_at(t, other.next);
        // «đến năm 2025»: a year, and «5 xã - 10 thôn»: two things.
        if near.is_some() && near.map(|u| &u.text) != far.as_ref().map(|u| &u.text) {
            return None;
        }
        if far.is_none() && (t.year(second).is_some() || !self.bare_range(chain, &other)) {
            return None;
        }
        if far.as_ref().is_some_and(|unit| self.is_idle_time(unit, chain)) {
            return None;
        }
        let (min, likely_min) = amount.value(self.style, far.as_ref())?;
        let (max, likely_max) = other.value(self.style, far.as_ref())?;
        let end = far.as_ref().map_or(other.next, |unit| unit.next);
        if chain.level || min >= max {
            return (!chain.level && t.is_dash(from))
                .then_some(Form::Open(end, "a range that does not rise"));
        }
        let kind = far.as_ref().map_or(QuantityKind::Number, |unit| unit.class.kind());
        let mut found = Found::new(t, kind, Comparator::Range, chain.first, end);
        found.quantity.min = Some(min);
        found.quantity.max = Some(max);
        found.quantity.change = chain.change;
        found.quantity.unit = far.map(|unit| unit.text);
        Some(if likely_min || likely_max {
            Form::OpenQuantity(Box::new(found), "one mark before three digits: thousands or decimals")
        } else {
            Form::Quantities(vec![found])
        })
    }

    /// «tương ứng là 30%, 20%, 15%», «lần lượt đạt 30, 20 và 15%»: all under the bound of the first.
    fn respective(&self, chain: &Chain, amount: &Amount) -> Option<Vec<Found>> {
        let t = self.tokens;
        let mut items: Vec<(usize, Amount, Option<Unit>)> =
            vec![(self.i, amount.clone(), unit_at(t, amount.next))];
        loop {
            let (_, amount, unit) = items.last()?;
            let joint = unit.as_ref().map_or(amount.next, |unit| unit.next);
            let next = joint + 1;
            if !matches!(t.low(joint), "," | "và" | ";") || !t.is_number(next) {
                break;
            }
            let amount = amount_at(t, next)?;
            let unit = unit_at(t, amount.next);
            items.push((next, amount, unit));
        }
        let shared = items.last().and_then(|(_, _, unit)| unit.clone());
        let count = items.len();
        let mut list = Vec::with_capacity(count);
        for (k, (start, amount, unit)) in items.into_iter().enumerate() {
            let end = unit.as_ref().map_or(amount.next, |unit| unit.next);
            let unit = unit.or_else(|| shared.clone());
            let (value, _) = amount.value(self.style, unit.as_ref())?;
            let kind = unit.as_ref().map_or(QuantityKind::Number, |unit| unit.class.kind());
            let first = if k == 0 { chain.first } else { start };
            let mut found = Found::new(t, kind, chain.comparator(None), first, end);
            found.quantity.value = Some(value);
            found.quantity.change = chain.change;
            found.quantity.unit = unit.map(|unit| unit.text);
            found.respective = Some((k, count));
            list.push(found);
        }
        Some(list)
    }

    /// «11, 8%», «51,5 8»: the end of two numbers that may be one.
    fn torn(&self, amount: &Amount, unit: Option<&Unit>) -> Option<usize> {
        let t = self.tokens;
        if unit.is_some() || amount.spelled || t.year(self.i).is_some() {
            return None;
        }
        let comma = t.mark(amount.next) == ',' && t.touches(amount.next);
        let second = if comma { amount.next + 1 } else { amount.next };
        let short = t.is_number(second) && t.gap(second) == Gap::Space && t.number(second).len() <= 2;
        let torn = if comma {
            short && t.mark(second + 1) == '%'
        } else {
            short && t.number(self.i).contains([',', '.'])
        };
        torn.then(|| unit_at(t, second + 1).map_or(second + 1, |unit| unit.next))
    }

    /// Words are numbers only where they count something: «mười lăm xã», not «một cửa», «hai bên».
    fn spelled_counts(&self, amount: &Amount, unit: Option<&Unit>, chain: &Chain) -> bool {
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
    fn bare_counts(&self, amount: &Amount, chain: &Chain) -> bool {
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

    fn bare_range(&self, chain: &Chain, other: &Amount) -> bool {
        self.bare_counts(other, chain)
    }

    /// Periods and rhythms: «6 tháng đầu năm», «kế hoạch 5 năm», «hàng quý, 6 tháng, 9 tháng».
    fn is_idle_time(&self, unit: &Unit, chain: &Chain) -> bool {
        let t = self.tokens;
        if unit.class != Class::Duration {
            return false;
        }
        let alone = chain.outer == 0 && unit.next >= t.len();
        let led = alone || chain.first < self.i || leads_to_duration(t, chain.outer);
        match unit.text.as_str() {
            // «lúc 7 giờ 30», «từ 8 giờ ngày …»: the time of day.
            "giờ" => {
                let clock =
                    matches!(t.word(self.i.wrapping_sub(1)), "lúc" | "hồi" | "vào" | "từ" | "trước" | "sau");
                clock || t.is_number(unit.next) || matches!(t.word(unit.next), "ngày" | "sáng" | "chiều")
            }
            "tháng" | "năm" | "quý" | "tuần" => {
                !led || matches!(t.word(unit.next), "đầu" | "cuối") || t.is_number(unit.next)
            }
            _ => false,
        }
    }

    fn unread(&self, amount: &Amount, chain: &Chain) -> Form {
        let counts = chain.leads(self.i) && self.tokens.is_word(amount.next);
        if amount.spelled || !counts || self.tokens.is_capital(amount.next) {
            return Form::None;
        }
        match self.single(chain, amount, None) {
            Form::Quantities(list) => list.into_iter().next().map_or(Form::None, |found| {
                Form::OpenQuantity(Box::new(found), "what it counts is not known")
            }),
            other => other,
        }
    }
}

/// Where the second number of a range starts, if words of a range stand at `from`.
fn second_end(t: &Tokens<'_>, from: usize) -> Option<usize> {
    let dash = t.is_dash(from) || matches!(t.mark(from), '÷' | '~');
    if !dash && !matches!(t.word(from), "đến" | "tới") {
        return None;
    }
    let skip = matches!(t.word(from + 1), "dưới" | "trên" | "khoảng" | "gần" | "tối");
    let second = from + 1 + usize::from(skip);
    (t.is_number(second) || (!dash && crate::reading::words::could_start(t, second))).then_some(second)
}

/// «trở lên», «trở xuống» at `i`.
fn upward(t: &Tokens<'_>, i: usize) -> Option<Comparator> {
    match (t.word(i), t.word(i + 1)) {
        ("trở", "lên") => Some(Comparator::AtLeast),
        ("trở", "xuống") => Some(Comparator::AtMost),
        _ => None,
    }
}

/// «so với kế hoạch», «kế hoạch», «dự toán» right behind a number: it is measured against something.
fn is_compared(t: &Tokens<'_>, i: usize) -> bool {
    matches!(t.word(i), "so" | "dự" | "cùng") || t.has(i, &["kế", "hoạch"]) || t.has(i, &["chỉ", "tiêu"])
}

fn leads_to_duration(t: &Tokens<'_>, i: usize) -> bool {
    matches!(
        t.word(i.wrapping_sub(1)),
        "trong" | "gian" | "hạn" | "sau" | "mất" | "quá" | "kéo" | "dài" | "vòng"
    ) || t.mark(i.wrapping_sub(1)) == ':'
}

/// «xã đạt chuẩn nông thôn mới», «xã đạt 19 tiêu chí»: what is counted by what it has reached.
fn qualified(t: &Tokens<'_>, unit: &Unit) -> (String, usize) {
    let reached = t.word(unit.next) == "đạt"
        && (t.word(unit.next + 1) == "chuẩn" || (t.is_number(unit.next + 1) && is_counted(t, unit.next + 2)));
    if unit.class != Class::Count || !reached {
        return (unit.text.clone(), unit.next);
    }
    let mut end = unit.next + 2;
    while end < t.len() && !t.ends_clause(end) && t.mark(end) != ',' {
        end += 1;
    }
    (closed(&format!("{} {}", unit.text, t.raw(unit.next, end))), end)
}

/// «số thành viên», «tổng số đại biểu»: what a share is taken of.
fn share_of(t: &Tokens<'_>, i: usize) -> Option<Unit> {
    let length = match (t.word(i), t.word(i + 1)) {
        ("tổng", "số") => 2,
        ("số", _) => 1,
        _ => return None,
    };
    let unit = unit_at(t, i + length)?;
    Some(Unit { text: closed(t.raw(i, unit.next)), ..unit })
}

/// Exact share in per cent, rounded to as many places as `shown` has.
pub(super) fn is_share(value: Number, of: Number, shown: Number) -> bool {
    let (value, of, shown) = (value.decimal(), of.decimal(), shown.decimal());
    if of.is_zero() {
        return false;
    }
    let exact = value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(of));
    let unit = rust_decimal::Decimal::new(1, shown.scale());
    exact.is_some_and(|exact| (exact - shown).abs() < unit)
}
