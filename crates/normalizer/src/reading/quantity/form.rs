//! One number with its unit and its bound: single, range, fraction, list after «tương ứng».

use super::Found;
use super::amount::{Amount, amount_at, sum_at};
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

/// Among whom a rank is held: «toàn quốc».
static RIVALS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/rivals.tsv"), |_| Some(())));

/// Reads the number at `i`.
pub(super) fn read_form(tokens: &Tokens<'_>, style: NumberStyle, i: usize, floor: usize) -> Form {
    let Some(amount) = amount_at(tokens, i) else { return Form::None };
    let reader = FormReader { tokens, style, i, floor };
    if tokens.mark(amount.next) == '/' && tokens.is_number(amount.next + 1) {
        return reader.fraction(&amount);
    }
    if let Some(lead) = rank_lead(tokens, i)
        && tokens.is_number(i)
    {
        return reader.rank(lead, &amount, None, amount.next);
    }
    reader.plain(&amount)
}

/// The number at `i` of a text, with what is known before it is read.
pub(super) struct FormReader<'s, 't> {
    pub tokens: &'s Tokens<'t>,
    pub style: NumberStyle,
    pub i: usize,
    /// The first token that no earlier number has taken.
    pub floor: usize,
}

impl FormReader<'_, '_> {
    /// «18/21 điểm», «38/63» after «xếp thứ», «6/7 cán bộ», «2/3 số thành viên».
    fn fraction(&self, amount: &Amount) -> Form {
        let t = self.tokens;
        let Some(whole) = amount_at(t, amount.next + 1) else { return Form::None };
        let unit = unit_at(t, whole.next);
        if let Some(lead) = rank_lead(t, self.i) {
            return self.rank(lead, amount, Some(&whole), whole.next);
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
                None if !chain.leads(self.i) && self.could_be_date(&amount.next) => {
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
        found.quantity.change = chain.change;
        found.quantity.unit = unit.map(|unit| unit.text);
        Form::Quantities(vec![found])
    }

    fn could_be_date(&self, slash: &usize) -> bool {
        let day = self.tokens.integer(self.i).is_some_and(|n| (1..=31).contains(&n));
        day && self.tokens.integer(slash + 1).is_some_and(|n| (1..=12).contains(&n))
    }

    /// «xếp thứ 38/63», «xếp hạng 9», «xếp hạng từ 20 trở lên».
    fn rank(&self, (first, bare): (usize, bool), amount: &Amount, of: Option<&Amount>, end: usize) -> Form {
        let t = self.tokens;
        let word = t.word(self.i - 1);
        // «thứ 2», «hạng 3» alone are a weekday or a class; «hạng 15 toàn quốc» is a place among others.
        let placed = RIVALS.is_at(t, end);
        if bare && of.is_none() && !placed || t.mark(end) == '%' || word.is_empty() {
            return self.plain(amount);
        }
        let Some((value, _)) = amount.value(self.style, None) else { return Form::None };
        // «thứ hạng 15-20».
        let to = t.is_dash(end) || t.word(end) == "đến";
        let far = (of.is_none() && to).then(|| amount_at(t, end + 1)).flatten();
        if let Some((max, far)) = far.and_then(|far| Some((far.value(self.style, None)?.0, far))) {
            let mut range = Found::new(t, QuantityKind::Rank, Comparator::Range, first, far.next);
            range.quantity.min = Some(value);
            range.quantity.max = Some(max);
            return Form::Quantities(vec![range]);
        }
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
        let negative = self.is_negative(unit.as_ref().map_or(amount.next, |unit| unit.next));
        let chain = chain_before(t, self.i - usize::from(negative), self.floor);
        if chain.respective
            && let Some(list) = self.respective(&chain, amount)
        {
            return Form::Quantities(list);
        }
        if let Some(end) = self.toleranced(amount) {
            return Form::Open(end, "a value with a tolerance, or a sign in brackets");
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
        if unit.as_ref().is_some_and(|unit| self.bounds_a_group(unit, &chain)) {
            return Form::Name;
        }
        // «hai con số», «ba không».
        if amount.spelled && is_slogan(t, amount.next) {
            return Form::Name;
        }
        if amount.spelled && !self.spelled_counts(amount, unit.as_ref(), &chain) {
            return Form::None;
        }
        if !amount.spelled && is_slogan(t, amount.next) && !chain.leads(self.i) {
            return Form::Name;
        }
        let range = self.framed(&chain, amount, unit.as_ref());
        if let Some(range) = range.or_else(|| self.range(&chain, amount, unit.as_ref())) {
            return range;
        }
        if let Some(sum) = unit.as_ref().and_then(|unit| sum_at(t, self.style, amount, unit)) {
            let mut found =
                Found::new(t, sum.unit.class.kind(), chain.comparator(None), chain.first, sum.unit.next);
            found.quantity.value = Some(sum.value);
            found.quantity.change = chain.change;
            found.quantity.unit = Some(sum.unit.text);
            return Form::Quantities(vec![found]);
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

    /// «95±2%», «(-)5%»: what neither one number nor a range says.
    fn toleranced(&self, amount: &Amount) -> Option<usize> {
        let t = self.tokens;
        let last = if t.mark(amount.next) == '±' { amount_at(t, amount.next + 1)? } else { amount.clone() };
        let sign = self.i.wrapping_sub(2);
        let bracketed = t.mark(self.i.wrapping_sub(1)) == ')'
            && t.mark(self.i.wrapping_sub(3)) == '('
            && (t.is_dash(sign) || t.mark(sign) == '+');
        let end = unit_at(t, last.next).map_or(last.next, |unit| unit.next);
        (bracketed || last.next > amount.next).then_some(end)
    }

    /// Whether an age or a class says whom or what is meant; «74,5 tuổi», or a cell of its own, is reached.
    fn bounds_a_group(&self, unit: &Unit, chain: &Chain) -> bool {
        let whole = chain.outer == 0 && unit.next >= self.tokens.len();
        let age = unit.class == Class::Age && chain.outer == chain.first;
        unit.class == Class::Grade || age && !whole && !self.tokens.number(self.i).contains(',')
    }

    /// «đạt -2,5%», or a cell that is nothing else; a dash before other words is a bullet.
    fn is_negative(&self, end: usize) -> bool {
        let t = self.tokens;
        let sign = self.i.wrapping_sub(1);
        // All of something is never less than nothing.
        let all = t.number(self.i) == "100" && t.mark(self.i + 1) == '%';
        if all || !t.is_dash(sign) || !t.touches(self.i) || sign < self.floor {
            return false;
        }
        let led = matches!(
            t.low(sign.wrapping_sub(1)),
            "đạt" | "là" | "trưởng" | "còn" | "bằng" | "mức" | "ước" | ":" | "("
        );
        t.mark(sign) == '\u{2212}' || (led && t.gap(sign) == Gap::Space) || (sign == 0 && end >= t.len())
    }

    /// A single number with what is known of it.
    fn single(&self, chain: &Chain, amount: &Amount, unit: Option<Unit>) -> Form {
        let t = self.tokens;
        let Some((value, likely)) = amount.value(self.style, unit.as_ref()) else { return Form::None };
        let mut chain = *chain;
        let mut end = unit.as_ref().map_or(amount.next, |unit| unit.next);
        // «1%/năm trở lên».
        let rhythm =
            if t.mark(end) == '/' && matches!(t.word(end + 1), "năm" | "quý" | "tháng") { 2 } else { 0 };
        let upward = upward(t, end + rhythm);
        end += if upward.is_some() { rhythm + 2 } else { 0 };
        // «từ 5% xuống 3%»: where it starts from, no bound.
        if chain.from && is_start(t, end) {
            chain = Chain { from: false, change: None, first: self.i, ..chain };
        }
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
        let negative = self.is_negative(unit.as_ref().map_or(amount.next, |unit| unit.next));
        found.quantity.value = if negative { Number::new(-value.decimal()) } else { Some(value) };
        found.quantity.change = if multiple { None } else { chain.change };
        found.quantity.unit = unit.map(|unit| unit.text);
        // A bullet has words or a unit behind its number; «-8,25» alone is less than nothing.
        if negative && chain.first == 0 && t.mark(0) != '\u{2212}' && found.quantity.unit.is_some() {
            return Form::OpenQuantity(Box::new(found), "a minus or a bullet");
        }
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

    fn unread(&self, amount: &Amount, chain: &Chain) -> Form {
        let counts = chain.leads(self.i) && self.tokens.is_word(amount.next);
        if amount.spelled || !counts || self.tokens.is_capital(amount.next) {
            return if self.could_be_value(amount) {
                Form::Open(amount.next, "a number without a unit or a word that leads to it")
            } else {
                Form::None
            };
        }
        match self.single(chain, amount, None) {
            Form::Quantities(list) => list.into_iter().next().map_or(Form::None, |found| {
                Form::OpenQuantity(Box::new(found), "what it counts is not known")
            }),
            other => other,
        }
    }
}

/// The words before the number at `i` that make it a rank: where they start, and whether they are one word.
/// «từ» may stand between them and the number.
fn rank_lead(t: &Tokens<'_>, i: usize) -> Option<(usize, bool)> {
    let from = i.checked_sub(1).filter(|from| t.word(*from) == "từ");
    let straight = RANKS.before(t, i).map(|(length, ())| (i - length, length == 1));
    straight.or_else(|| {
        let from = from?;
        // «viên chức hạng từ 3 trở lên» names a class.
        RANKS.before(t, from).filter(|(length, ())| *length > 1).map(|(length, ())| (from - length, false))
    })
}

/// Past «năm 2025», «vào năm 2025», «(năm 2025)» at `i`.
fn past_year(t: &Tokens<'_>, i: usize) -> usize {
    let open = usize::from(t.mark(i) == '(');
    let k = i + open + usize::from(matches!(t.word(i + open), "vào" | "của" | "trong"));
    let named = t.word(k) == "năm" && t.year(k + 1).is_some();
    let closed = t.mark(k + 2) == ')';
    if named && (open == 1) == closed { k + 2 + open } else { i }
}

/// Words between the start of a change and its end: «(đầu năm 2026)», «vào cuối năm 2025».
const MOST_BETWEEN: usize = 10;

/// Whether a change goes on from the number before `i`: «xuống 3%», «năm 2025 lên 75%», «(đầu năm 2026)
/// xuống còn 1,8%».
fn is_start(t: &Tokens<'_>, i: usize) -> bool {
    if matches!(t.word(past_year(t, i)), "tăng" | "giảm") {
        return true;
    }
    for k in i..i + MOST_BETWEEN {
        match t.word(k) {
            "xuống" | "lên" | "còn" if t.word(k.wrapping_sub(1)) != "trở" => return true,
            _ => {}
        }
        let other = t.is_number(k) && t.year(k).is_none();
        if other || k >= t.len() || t.gap(k) == Gap::Line || matches!(t.mark(k), ';' | '.' | ',') {
            return false;
        }
    }
    false
}

/// «trở lên», «trở xuống» at `i`.
pub(super) fn upward(t: &Tokens<'_>, i: usize) -> Option<Comparator> {
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
