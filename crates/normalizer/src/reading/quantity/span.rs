//! Numbers that belong together: ranges, lists after «tương ứng», digits torn apart.

use super::Found;
use super::amount::{Amount, amount_at};
use super::chain::Chain;
use super::form::{Form, FormReader};
use super::unit::{Class, Unit, unit_at};
use crate::reading::token::{Gap, Tokens};
use model::{Comparator, QuantityKind};

/// Whether both ends of a range have one unit: «10 triệu - 12 triệu lượt», «85% - 90%».
fn is_same(near: &Unit, far: &Unit) -> bool {
    let scaled = near.class == Class::Scale
        && far.text.strip_prefix(&near.text).is_some_and(|rest| rest.starts_with(' '));
    near.text == far.text || scaled
}

impl FormReader<'_, '_> {
    /// «95-100%», «từ 80 đến dưới 90%», «01-02 sáng kiến».
    pub(super) fn range(&self, chain: &Chain, amount: &Amount, near: Option<&Unit>) -> Option<Form> {
        let t = self.tokens;
        let from = near.map_or(amount.next, |unit| unit.next);
        let second = second_end(t, from)?;
        let other = amount_at(t, second)?;
        let far = unit_at(t, other.next);
        // «đến năm 2025»: a year, and «5 xã - 10 thôn»: two things.
        if near.is_some_and(|near| !far.as_ref().is_some_and(|far| is_same(near, far))) {
            return None;
        }
        if far.is_none() && (t.year(second).is_some() || !self.bare_range(chain, &other)) {
            return None;
        }
        if far.as_ref().is_some_and(|unit| self.is_idle_time(unit, chain)) {
            return None;
        }
        // «-0,5 đến 1%»: a bullet, or a range from below nothing.
        if self.i == 1 && t.is_dash(0) && t.touches(1) && !chain.leads(1) {
            let end = far.as_ref().map_or(other.next, |unit| unit.next);
            return Some(Form::Open(end, "a minus or a bullet"));
        }
        let (min, likely_min) = amount.value(self.style, far.as_ref())?;
        let (max, likely_max) = other.value(self.style, far.as_ref())?;
        let end = far.as_ref().map_or(other.next, |unit| unit.next);
        if min >= max {
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

    /// «80% ≤ tỷ lệ < 90%», «90% > tỷ lệ ≥ 80%»: signs of one direction on both sides of a name.
    pub(super) fn framed(&self, chain: &Chain, amount: &Amount, near: Option<&Unit>) -> Option<Form> {
        const LONGEST_NAME: usize = 12;
        let t = self.tokens;
        let (rising, name) = sign_at(t, near.map_or(amount.next, |unit| unit.next))?;
        let close = (name..name + LONGEST_NAME).find(|k| !t.is_word(*k))?;
        let (same, second) = sign_at(t, close)?;
        if close == name || same != rising || chain.bound.is_some() || !t.is_number(second) {
            return None;
        }
        let other = amount_at(t, second)?;
        let far = unit_at(t, other.next);
        let end = far.as_ref().map_or(other.next, |unit| unit.next);
        if let (Some(near), Some(far)) = (near, &far)
            && near.text != far.text
        {
            return Some(Form::Open(end, "two bounds with different units"));
        }
        let unit = far.or_else(|| near.cloned());
        let (first, _) = amount.value(self.style, unit.as_ref())?;
        let (last, _) = other.value(self.style, unit.as_ref())?;
        let (min, max) = if rising { (first, last) } else { (last, first) };
        if min >= max {
            return Some(Form::Open(end, "a range that does not rise"));
        }
        let kind = unit.as_ref().map_or(QuantityKind::Number, |unit| unit.class.kind());
        let mut found = Found::new(t, kind, Comparator::Range, chain.first, end);
        found.quantity.min = Some(min);
        found.quantity.max = Some(max);
        found.quantity.unit = unit.map(|unit| unit.text);
        Some(Form::Quantities(vec![found]))
    }

    /// «tương ứng là 30%, 20%, 15%», «lần lượt đạt 30, 20 và 15%»: all under the bound of the first.
    pub(super) fn respective(&self, chain: &Chain, amount: &Amount) -> Option<Vec<Found>> {
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
    pub(super) fn torn(&self, amount: &Amount, unit: Option<&Unit>) -> Option<usize> {
        let t = self.tokens;
        if unit.is_some() || amount.spelled || t.year(self.i).is_some() {
            return None;
        }
        let comma = t.mark(amount.next) == ',' && t.touches(amount.next);
        let second = if comma { amount.next + 1 } else { amount.next };
        let short = t.is_number(second) && t.gap(second) == Gap::Space && t.number(second).len() <= 2;
        // «12 500» alone: thousands, or two numbers.
        let grouped = |k: usize| t.gap(k) == Gap::Space && t.number(k).len() == 3;
        let groups = (second..t.len()).take_while(|k| grouped(*k)).count();
        if !comma && self.i == 0 && groups > 0 && second + groups >= t.len() {
            return Some(t.len());
        }
        let torn = if comma {
            short && t.mark(second + 1) == '%'
        } else {
            short && t.number(self.i).contains([',', '.'])
        };
        torn.then(|| unit_at(t, second + 1).map_or(second + 1, |unit| unit.next))
    }
}

/// «≤», «<», «< =» (rising) or «≥», «>», «> =» at `i`, and the token after it.
fn sign_at(t: &Tokens<'_>, i: usize) -> Option<(bool, usize)> {
    let rising = match t.mark(i) {
        '≤' | '<' => true,
        '≥' | '>' => false,
        _ => return None,
    };
    Some((rising, i + 1 + usize::from(t.mark(i + 1) == '=')))
}

/// Where the second number of a range starts, if words of a range stand at `from`.
pub(super) fn second_end(t: &Tokens<'_>, from: usize) -> Option<usize> {
    let dash = t.is_dash(from) || matches!(t.mark(from), '÷' | '~');
    if !dash && !matches!(t.word(from), "đến" | "tới") {
        return None;
    }
    let skip = matches!(t.word(from + 1), "dưới" | "trên" | "khoảng" | "gần" | "tối");
    let second = from + 1 + usize::from(skip);
    (t.is_number(second) || (!dash && crate::reading::words::could_start(t, second))).then_some(second)
}
