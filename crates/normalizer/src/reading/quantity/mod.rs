//! Quantities: «89,64%», «từ 30% trở lên», «01-02 sáng kiến, giải pháp», «18/21 điểm».
//!
//! One pass over the tokens finds the numbers. What a number's surroundings make a date, a name or a
//! code is left out ([`exempt`]); for the rest the unit is read behind it ([`unit`]) and the bound before
//! it ([`chain`]). Scopes and years, which hold for several quantities, are tied on afterwards.

mod amount;
mod bare;
mod chain;
mod exempt;
mod form;
mod scope;
mod span;
mod special;
mod style;
mod unit;
mod year;

use super::token::Tokens;
use super::{Doubt, NumberStyle, words};
use form::{Form, read_form};
use model::{Comparator, Quantity, QuantityKind};
pub(crate) use unit::closed;
pub use unit::is_unit;

pub use style::number_style;

/// What the quantities of a text read as, with what stays open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuantityReading {
    /// Every quantity, in order.
    pub quantities: Vec<Quantity>,
    /// Percentages that only say another quantity once more, or the one that it is compared with:
    /// the last of «6/7 cán bộ đạt 85,71%», «cao hơn 1,71% so với năm 2022 (86,62%)».
    pub asides: Vec<Quantity>,
    /// Words that are no certain quantity.
    pub doubts: Vec<Doubt>,
}

/// Every quantity in a text, in order.
pub fn read_quantities(text: &str, style: NumberStyle) -> Vec<Quantity> {
    read_quantities_with_doubts(text, style).quantities
}

/// Every quantity in a text, with what it repeats and what it leaves open.
pub fn read_quantities_with_doubts(text: &str, style: NumberStyle) -> QuantityReading {
    let tokens = Tokens::new(text);
    let mut scan = Scan { tokens: &tokens, style, found: Vec::new(), doubts: Vec::new() };
    scan.run();
    let Scan { mut found, doubts, .. } = scan;
    if found.is_empty() {
        return QuantityReading { doubts, ..QuantityReading::default() };
    }
    found = special::join_bounds(&tokens, found);
    scope::tie(&tokens, &mut found);
    year::tie(&tokens, &mut found);
    special::mark_asides(&tokens, &mut found);
    let mut reading = QuantityReading { doubts, ..QuantityReading::default() };
    for item in found {
        if item.aside { &mut reading.asides } else { &mut reading.quantities }.push(item.quantity);
    }
    reading
}

/// A quantity with the tokens that it runs over.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub quantity: Quantity,
    pub first: usize,
    pub end: usize,
    /// The place in a list after «tương ứng là», and the length of that list.
    pub respective: Option<(usize, usize)>,
    pub aside: bool,
}

impl Found {
    fn new(
        tokens: &Tokens<'_>,
        kind: QuantityKind,
        comparator: Comparator,
        first: usize,
        end: usize,
    ) -> Self {
        let quantity = Quantity {
            raw: closed(tokens.raw(first, end)),
            kind,
            comparator,
            value: None,
            min: None,
            max: None,
            unit: None,
            of: None,
            change: None,
            scope: None,
            year: None,
        };
        Self { quantity, first, end, respective: None, aside: false }
    }
}

/// Past «(Một tỷ hai trăm triệu đồng)», «(bằng chữ: …)» behind a sum, which say it once more.
fn past_words(t: &Tokens<'_>, found: &Found) -> usize {
    let spelled = words::could_start(t, found.end + 1) || t.has(found.end + 1, &["bằng", "chữ"]);
    if found.quantity.kind != QuantityKind::Money || t.mark(found.end) != '(' || !spelled {
        return found.end;
    }
    (found.end..found.end + 40).find(|k| t.mark(*k) == ')').map_or(found.end, |close| close + 1)
}

/// The pass over the tokens.
struct Scan<'s, 't> {
    tokens: &'s Tokens<'t>,
    style: NumberStyle,
    found: Vec<Found>,
    doubts: Vec<Doubt>,
}

impl Scan<'_, '_> {
    fn run(&mut self) {
        let mut i = 0;
        // No quantity takes words that an earlier number has taken.
        let mut floor = 0;
        while i < self.tokens.len() {
            let next = self.step(i, floor);
            if next > i + 1 || self.tokens.is_number(i) {
                floor = next;
            }
            i = next.max(i + 1);
        }
    }

    /// Reads what starts at `i`; the token to go on with.
    fn step(&mut self, i: usize, floor: usize) -> usize {
        if let Some(found) = special::read(self.tokens, self.style, i) {
            let end = found.end;
            self.found.push(found);
            return end;
        }
        if let Some(end) = special::share_end(self.tokens, i) {
            let words = closed(self.tokens.raw(i, end));
            self.doubts.push(Doubt::new("number-ambiguous", words, "a share that is no decimal number"));
            return end;
        }
        if self.tokens.is_number(i) {
            if let Some(end) = exempt::shape_end(self.tokens, i) {
                return exempt::list_end(self.tokens, end);
            }
        } else if !words::could_start(self.tokens, i) {
            return i + 1;
        }
        match read_form(self.tokens, self.style, i, floor) {
            Form::Quantities(list) => {
                let end = list.last().map_or(i + 1, |found| past_words(self.tokens, found));
                self.found.extend(list);
                end
            }
            Form::Name => exempt::list_end(self.tokens, i + 1),
            Form::Open(end, why) => {
                self.doubts.push(Doubt::new("number-ambiguous", closed(self.tokens.raw(i, end)), why));
                end
            }
            Form::OpenQuantity(found, why) => {
                self.doubts.push(Doubt::new("number-ambiguous", found.quantity.raw.clone(), why));
                let end = found.end;
                self.found.push(*found);
                end
            }
            Form::None => i + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_leave_year_and_scope_out() {
        for (text, expected) in [
            ("đến năm 2025 đạt tỷ lệ tối thiểu 15%", "tối thiểu 15%"),
            ("Cấp huyện: 34% Cấp xã: 10%", "34%|10%"),
            ("mỗi năm tăng tối thiểu 20% đối với mỗi cấp", "tăng tối thiểu 20%"),
            ("cấp tỉnh, cấp xã đạt tỷ lệ tối thiểu tương ứng là 30%, 15%", "tối thiểu tương ứng là 30%|15%"),
            ("thuộc nhóm 20 tỉnh, thành phố đứng đầu cả nước", "nhóm 20 tỉnh, thành phố đứng đầu"),
            ("80% ≤ tỷ lệ < 90%", "80% ≤ tỷ lệ < 90%"),
            ("tăng lên 1,5 - 1,7 lần so với năm 2025", "1,5 - 1,7 lần"),
            ("10 triệu - 12 triệu lượt khách", "10 triệu - 12 triệu lượt khách"),
            ("đạt 750 tỷ đến 800 tỷ đồng", "750 tỷ đến 800 tỷ đồng"),
            ("tổng vốn 1 tỷ 500 triệu đồng", "1 tỷ 500 triệu đồng"),
            ("Hạng 15 toàn quốc", "Hạng 15"),
            ("công chức hạng 3", ""),
            ("Từ 90% > tỷ lệ giải ngân >= 80%", "Từ 90% > tỷ lệ giải ngân >= 80%"),
            ("80% ≤ tỷ lệ < 90 hộ", ""),
            ("đạt 80% < kế hoạch", "80%"),
            ("thực hiện rút ngắn thời gian giải quyết 20% thủ tục", "20%"),
        ] {
            let found = read_quantities(text, NumberStyle::Vietnamese);
            let raws: Vec<&str> = found.iter().map(|quantity| quantity.raw.as_str()).collect();
            assert_eq!(raws.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn reads_values_and_units() {
        for (text, expected) in [
            ("1 tỷ 500 triệu đồng", "= 1.5 tỷ đồng"),
            ("15 triệu 500 nghìn đồng", "= 15.5 triệu đồng"),
            ("2 tỷ 350 triệu 500 nghìn đồng", "= 2.3505 tỷ đồng"),
            ("1 tỷ 500 triệu", "= 1.5 tỷ"),
            ("1 nghìn tỷ 500 tỷ đồng", "= 1.5 nghìn tỷ đồng"),
            ("1,5 tỷ 300 triệu", "= 1.5 tỷ|= 300 triệu"),
            ("5 tỷ đồng 3 triệu đồng", "= 5 tỷ đồng|= 3 triệu đồng"),
            ("05 đồng chí", "= 5 đồng chí"),
            ("03 (ba) đồng chí", "= 3 đồng chí"),
            ("Từ 3,5% năm 2025 xuống còn 2% năm 2030", "= 3.5 %|= 2 %"),
            ("giảm từ 5% (năm 2025) xuống 3%", "= 5 %|= 3 %"),
            ("từ 2,35% (đầu năm 2026) xuống còn 1,8%", "= 2.35 %|= 1.8 %"),
            ("nâng tỷ lệ từ 60% vào cuối năm 2025 lên 75%", "= 60 %|= 75 %"),
            ("từ 60% trở lên", ">= 60 %"),
            ("đạt từ 60% năm 2026, còn 40% năm 2027", ">= 60 %|= 40 %"),
            ("không để hồ sơ quá hạn vượt 2%", "<= 2 %"),
            ("giảm 1%/năm trở lên", ">= 1 %"),
            ("duy trì tỷ lệ nợ xấu không quá mức 3%", "<= 3 %"),
            ("nợ xấu không vượt mức 3%", "<= 3 %"),
            ("giữ độ che phủ rừng ở mức 54%", "= 54 %"),
            ("trong nhóm 20 địa phương có điểm số cao nhất", "<= 20 -"),
            ("1 triệu tỷ đồng", "= 1 triệu tỷ đồng"),
            ("Tỷ lệ bác sĩ trên 10.000 dân đạt 12,5", "= 12.5 -"),
            ("Số giường bệnh/10.000 dân", ""),
            ("27 giường bệnh/10.000 dân", "= 27 giường bệnh/10.000 dân"),
            ("không để tỷ lệ giải ngân dưới 95%", ">= 95 %"),
            ("không có xã nào đạt dưới 15 tiêu chí", ">= 15 tiêu chí"),
            ("không để tồn đọng, tỷ lệ trên 95%", "= 95 %"),
            ("Từ 3,5% năm 2025", ">= 3.5 %"),
            ("Hạng 15 toàn quốc", "= 15 -"),
            ("xếp hạng từ 20 trở lên", "<= 20 -"),
            ("viên chức hạng từ 3 trở lên", ">= 3 -"),
        ] {
            let found = read_quantities(text, NumberStyle::Vietnamese);
            let shown: Vec<String> = found
                .iter()
                .map(|q| {
                    let sign = match q.comparator {
                        Comparator::AtLeast => ">=",
                        Comparator::AtMost => "<=",
                        _ => "=",
                    };
                    let value = q.value.map(|value| value.decimal().to_string()).unwrap_or_default();
                    format!("{sign} {value} {}", q.unit.as_deref().unwrap_or("-"))
                })
                .collect();
            assert_eq!(shown.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn what_stays_open_is_reported_not_guessed() {
        for (text, values, doubts) in [
            ("11, 8%", 0, 1),
            ("51,5 8 triệu", 0, 1),
            ("6/7", 0, 1),
            ("95±2%", 0, 1),
            ("(-)5%", 0, 1),
            ("5,877 triệu USD", 1, 1),
            ("05 (bốn) người", 1, 1),
            ("trong đó nữ 600", 0, 1),
            ("10-5%", 0, 1),
            ("1.250 hộ", 1, 0),
            ("89,64%", 1, 0),
            ("¾ số trường", 0, 1),
            ("hai phần ba số xã", 0, 1),
            ("một phần kinh phí", 0, 0),
            ("một phần năm 2025", 0, 0),
        ] {
            let reading = read_quantities_with_doubts(text, NumberStyle::Vietnamese);
            assert_eq!((reading.quantities.len(), reading.doubts.len()), (values, doubts), "{text}");
        }
    }

    #[test]
    fn what_says_another_quantity_once_more_stands_aside() {
        for text in
            ["6/7 cán bộ đạt 85,71%", "cao hơn 1,71% so với năm 2022 (86,62%)", "88,46 điểm đạt 89,35%"]
        {
            let reading = read_quantities_with_doubts(text, NumberStyle::Vietnamese);
            assert_eq!((reading.quantities.len(), reading.asides.len()), (1, 1), "{text}");
        }
    }
}
