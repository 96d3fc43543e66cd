//! What each column holds and what the table is: from the headings' words first, then from the cells.

use super::content::Content;
use super::{Column, Draft, Field, TableKind};
use crate::period::{PeriodColumn, Stretch, find_stretch, years};

/// A column of values that names no period: the plan's own.
const UNDATED: PeriodColumn = PeriodColumn { year: None, role: None, scope: None };

/// Decides all columns at once. `about`: what the headings above the table speak of.
pub(super) fn decide(drafts: &[Draft], about: Option<&str>) -> (TableKind, Vec<Column>) {
    let text = text_column(drafts);
    let named = text.and_then(|text| drafts.get(text)).and_then(|draft| draft.word.as_deref());
    let column = |(number, draft): (usize, &Draft)| Column {
        field: field(draft, number, text, named),
        label: draft.storeys.join(" "),
        guessed: text == Some(number) && draft.word.is_none(),
    };
    let mut columns: Vec<Column> = drafts.iter().enumerate().map(column).collect();
    settle_by_cells(&mut columns, drafts);
    settle_agencies(&mut columns);
    settle_index(&mut columns, drafts, text);
    let kind = table_kind(drafts, text, &columns, about);
    match kind {
        TableKind::Task => settle_task(&mut columns, drafts),
        TableKind::Target => settle_target(&mut columns, drafts),
        TableKind::Score | TableKind::Other => {}
    }
    (kind, columns)
}

/// The column of the record's own words: of those whose heading may name it, one that names no
/// period before one that does, a telling word before a vague one, then the widest.
fn text_column(drafts: &[Draft]) -> Option<usize> {
    let strength = |draft: &Draft| match draft.word.as_deref() {
        _ if draft.content == Some(Content::Numbers) => 0,
        Some("target" | "task") => 2,
        Some("content") => 1,
        _ => 0,
    };
    let named = |draft: &Draft| usize::from(!is_dated(draft));
    let best = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| strength(draft) > 0)
        .max_by_key(|(number, draft)| {
            (wide_enough(drafts, draft), strength(draft) * named(draft), draft.width, usize::MAX - number)
        })
        .map(|(number, _)| number);
    best.or_else(|| unnamed_text(drafts))
}

/// Whether the heading names a year.
fn is_dated(draft: &Draft) -> bool {
    draft.period.as_ref().is_some_and(|period| period.year.is_some())
}

/// A text column is not much narrower than the widest candidate: «Chỉ tiêu» above numbers is a value.
fn wide_enough(drafts: &[Draft], draft: &Draft) -> bool {
    let candidates =
        drafts.iter().filter(|d| matches!(d.word.as_deref(), Some("target" | "task" | "content")));
    draft.width * 3 >= candidates.map(|d| d.width).max().unwrap_or_default()
}

/// Where no heading names the text: the widest unknown column, if the others leave no doubt that
/// this is a plan's table.
fn unnamed_text(drafts: &[Draft]) -> Option<usize> {
    let named = ["lead", "implementing", "agency_or_unit", "coordinating", "schedule", "deadline", "product"];
    let known = drafts.iter().filter(|draft| match draft.word.as_deref() {
        Some(word) => named.contains(&word),
        None => matches!(draft.content, Some(Content::Agencies | Content::Times)),
    });
    let none = drafts.iter().any(|d| d.word.as_deref() == Some("none"));
    let widest = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.word.is_none() && d.content.is_none() && !is_dated(d))
        .max_by_key(|(_, d)| d.width)?;
    (known.count() >= 2 && !none && widest.1.width >= 20).then_some(widest.0)
}

/// What one column holds. `named`: what the heading of the text column says.
fn field(draft: &Draft, number: usize, text: Option<usize>, named: Option<&str>) -> Field {
    if text == Some(number) {
        return Field::Text;
    }
    if let Some(stretch) = find_stretch(&draft.storeys) {
        return Field::Ticked(stretch);
    }
    let year = draft.period.as_ref().and_then(|period| period.year);
    match draft.word.as_deref() {
        Some("comparison") => Field::Comparison,
        _ if draft.computed => Field::Comparison,
        Some("index") => Field::Index,
        Some("unit") => Field::Unit,
        Some("product") if year.is_none() => Field::Product,
        // «Thực hiện» above numbers is what was attained, no agency.
        Some("lead" | "coordinating" | "implementing" | "monitoring")
            if draft.content == Some(Content::Numbers) =>
        {
            draft.period.clone().map_or(Field::Unknown, Field::Value)
        }
        Some("lead") => Field::Lead,
        Some("coordinating") => Field::Coordinating,
        Some("agency_or_unit") if draft.measures => Field::Unit,
        Some("implementing" | "agency_or_unit") => Field::Implementing,
        Some("monitoring") => Field::Monitoring,
        Some("schedule" | "deadline" | "start" | "end") if draft.content == Some(Content::Ticks) => {
            let named = draft.storeys.last().map(|lowest| years(lowest)).unwrap_or_default();
            match (named.first(), named.last()) {
                (Some(first), Some(last)) if first <= last => Field::Ticked(Stretch::Years(*first, *last)),
                _ => Field::Unknown,
            }
        }
        Some("schedule") if year.is_none() || draft.content == Some(Content::Times) => {
            Field::Schedule { deadline: false }
        }
        Some("deadline") if year.is_none() || draft.content == Some(Content::Times) => {
            Field::Schedule { deadline: true }
        }
        Some("start") => Field::Start,
        Some("end") => Field::End,
        // «Dự toán năm 2025» is what an indicator is to reach, and what an activity is to cost.
        Some("estimate") if named != Some("target") => Field::Funding,
        Some("funding") => Field::Funding,
        Some("note") => Field::Note,
        Some("maximum") => Field::Maximum,
        Some("self") => Field::SelfAssessed,
        Some("achieved") => Field::Achieved,
        Some("deducted") => Field::Deducted,
        Some("percent") => Field::Percent,
        Some("aside") => Field::Aside,
        Some("none") => Field::Unknown,
        // «Mục tiêu» left of «Nhiệm vụ» says what the tasks are for, as a group row would.
        Some("content" | "target" | "task")
            if text.is_some_and(|text| number < text) && draft.content != Some(Content::Numbers) =>
        {
            Field::Group
        }
        Some("target" | "amount") => Field::Value(draft.period.clone().unwrap_or(UNDATED)),
        _ => match &draft.period {
            // The name of a place says nothing of time: only numbers below it are values for it.
            Some(period) if period.is_undated() && draft.content != Some(Content::Numbers) => Field::Unknown,
            Some(period) => Field::Value(period.clone()),
            // Whatever it is called: a text beside several rows, left of theirs, groups them.
            None if draft.merged && draft.content.is_none() && text.is_some_and(|text| number < text) => {
                Field::Group
            }
            None => Field::Unknown,
        },
    }
}

fn table_kind(drafts: &[Draft], text: Option<usize>, columns: &[Column], about: Option<&str>) -> TableKind {
    let has = |wanted: fn(&Field) -> bool| columns.iter().filter(|column| wanted(&column.field)).count();
    let Some(word) = text.and_then(|text| drafts.get(text)).map(|draft| draft.word.as_deref()) else {
        return TableKind::Other;
    };
    let scores =
        has(|f| matches!(f, Field::Maximum | Field::SelfAssessed | Field::Achieved | Field::Deducted));
    if scores >= 2 || scores == 1 && has(|f| *f == Field::Maximum) == 1 {
        return TableKind::Score;
    }
    // The programme of a meeting has hours, no dates.
    let hours = drafts.iter().any(|draft| draft.content == Some(Content::Clocks));
    let none = drafts.iter().filter(|draft| draft.word.as_deref() == Some("none")).count();
    let values = has(|f| matches!(f, Field::Value(_)));
    let measured = columns.iter().zip(drafts).any(|(column, draft)| {
        matches!(column.field, Field::Value(_)) && draft.content == Some(Content::Numbers)
    });
    let times = has(|f| matches!(f, Field::Schedule { .. } | Field::Ticked(_) | Field::Start | Field::End));
    let products = has(|f| *f == Field::Product);
    let doers = has(|f| matches!(f, Field::Lead | Field::Coordinating | Field::Implementing));
    let acts = products + doers + times;
    let side = acts + has(|f| matches!(f, Field::Funding | Field::Monitoring));
    let dated = columns
        .iter()
        .zip(drafts)
        .filter(|(column, draft)| matches!(column.field, Field::Value(_)) && is_dated(draft));
    let counted = (measured || dated.count() >= 2) && times + products == 0;
    match word {
        _ if hours => TableKind::Other,
        Some("target") if none == 0 => TableKind::Target,
        Some("task") if counted && none == 0 && has(|f| *f == Field::Unit) == 1 => TableKind::Target,
        Some("task") if side >= 1 && none < 2 => TableKind::Task,
        Some("content") if none == 0 && values >= 1 && (acts == 0 || counted) => TableKind::Target,
        Some("content") | None if none == 0 && acts >= 2 => TableKind::Task,
        Some("content") if none == 0 && acts >= 1 && about == Some("task") => TableKind::Task,
        Some("task") if values >= 1 && none == 0 => TableKind::Target,
        _ => TableKind::Other,
    }
}

/// Where a heading is not known, cells that are plainly of one kind tell the field. Numbers never do:
/// nothing says what they are of.
fn settle_by_cells(columns: &mut [Column], drafts: &[Draft]) {
    for (number, draft) in drafts.iter().enumerate() {
        let has = |wanted: fn(&Field) -> bool| columns.iter().any(|column| wanted(&column.field));
        let (units, times) = (has(|f| *f == Field::Unit), has(|f| matches!(f, Field::Schedule { .. })));
        let led = has(|f| matches!(f, Field::Lead | Field::Implementing));
        let Some(column) = columns.get_mut(number) else { continue };
        let unknown = column.field == Field::Unknown && draft.word.is_none() && !column.label.is_empty();
        let settled = match draft.content {
            Some(Content::Units) if unknown && !units => Field::Unit,
            Some(Content::Times) if unknown && !times => Field::Schedule { deadline: false },
            Some(Content::Agencies) if unknown && !led => Field::Lead,
            Some(Content::Agencies) if unknown => Field::Implementing,
            _ => continue,
        };
        column.guessed = unknown;
        column.field = settled;
    }
}

/// «Đơn vị thực hiện» leads in a table without another agency column, else it implements.
fn settle_agencies(columns: &mut [Column]) {
    let others = columns.iter().any(|c| matches!(c.field, Field::Lead | Field::Monitoring));
    if !others {
        for column in columns.iter_mut().filter(|column| column.field == Field::Implementing) {
            column.field = Field::Lead;
        }
    }
}

/// Left of the text a column of outline numbers is the index, also where its heading is missing or misread.
fn settle_index(columns: &mut [Column], drafts: &[Draft], text: Option<usize>) {
    if columns.iter().any(|column| column.field == Field::Index) {
        return;
    }
    let left = columns.iter_mut().zip(drafts).take(text.unwrap_or_default());
    let index = left
        .filter(|(column, draft)| draft.counts && column.field == Field::Unknown)
        .map(|(column, _)| column)
        .next();
    if let Some(column) = index {
        column.field = Field::Index;
    }
}

/// A task table has no period values: «Kết quả năm 2024» there is unknown, «Sản phẩm năm 2025» a product.
fn settle_task(columns: &mut [Column], drafts: &[Draft]) {
    for (column, draft) in columns.iter_mut().zip(drafts) {
        if !matches!(column.field, Field::Value(_)) {
            continue;
        }
        let reported =
            draft.period.as_ref().is_some_and(|period| period.role == Some(model::ValueRole::Baseline));
        column.field = match draft.word.as_deref() {
            Some("product") if !reported => Field::Product,
            Some("schedule") => Field::Schedule { deadline: false },
            Some("deadline") => Field::Schedule { deadline: true },
            _ => Field::Unknown,
        };
    }
}

/// In a target table «Tỷ lệ (%)» or «Điểm» is the value where no other column is; beside others it is
/// computed, or of something that is not known.
fn settle_target(columns: &mut [Column], drafts: &[Draft]) {
    let mut valued = columns.iter().any(|column| matches!(column.field, Field::Value(_) | Field::Ticked(_)));
    for (column, draft) in columns.iter_mut().zip(drafts) {
        let score = matches!(
            column.field,
            Field::Maximum | Field::SelfAssessed | Field::Achieved | Field::Deducted | Field::Percent
        );
        if !score {
            continue;
        }
        column.field = match column.field {
            _ if !valued && draft.content == Some(Content::Numbers) => Field::Value(UNDATED),
            Field::Percent => Field::Comparison,
            _ => Field::Unknown,
        };
        valued = true;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TableKind, find_header};
    use crate::grid::Grid;
    use crate::header::Field;
    use crate::testing::table;
    use crate::vocabulary::Vocabulary;

    /// The kind and, of each column, its field's name; guessed ones with a question mark.
    fn decided(rows: &[&[&str]], about: Option<&str>) -> String {
        let table = table(rows);
        let header = find_header(&Grid::new(table), Vocabulary::builtin(), about).expect("a header");
        let name = |field: &Field| match field {
            Field::Value(period) => format!(
                "{}{}{}",
                period.year.map_or("value".to_owned(), |year| year.to_string()),
                period.role.map_or(String::new(), |role| format!("{role:?}")),
                period.scope.as_deref().map_or(String::new(), |scope| format!("({scope})")),
            ),
            Field::Schedule { deadline: true } => "deadline".to_owned(),
            Field::Schedule { deadline: false } => "schedule".to_owned(),
            other => format!("{other:?}").to_lowercase(),
        };
        let mark = |guessed: bool| if guessed { "?" } else { "" };
        let columns = header.columns.iter().map(|c| format!("{}{}", name(&c.field), mark(c.guessed)));
        format!("{:?}: {}", header.kind, columns.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn targets() {
        for (heading, rows, expected) in [
            (
                &["TT", "Chỉ tiêu", "ĐVT", "TH 2023", "ƯTH 2024", "KH 2025", "KH 2025/ƯTH 2024 (%)"][..],
                &[&["1", "Trồng rừng", "ha", "100", "110", "120", "109,1"][..]][..],
                "Target: index text unit 2023Baseline 2024Forecast 2025Target comparison",
            ),
            (
                &["STT", "Chỉ tiêu", "Đơn vị", "2024", "2025", "Bình quân 2021-2025 (%)"],
                &[&["1", "Nhà ở", "m2 sàn/người", "24", "25", "8,1"], &["2", "Hộ nghèo", "%", "3", "2", ""]],
                "Target: index text unit 2024 2025 comparison",
            ),
            (
                &["STT", "Chỉ tiêu", "Đơn vị", "Chỉ tiêu"],
                &[&["1", "Số vụ tai nạn", "vụ", "5"], &["2", "Thất nghiệp", "%", "< 3"]],
                "Target: index text unit value",
            ),
            (
                &["STT", "Tiêu chí", "ĐVT", "Xã An Phú", "Toàn huyện"],
                &[&["1", "Số tiêu chí đạt", "tiêu chí", "19", "51"]],
                "Target: index text unit value(Xã An Phú) value(Toàn huyện)",
            ),
            (
                &["TT", "Nội dung tiêu chí", "Kết quả năm 2024", "Kế hoạch năm 2025", "Phụ trách"],
                &[
                    &["1", "Quy hoạch", "Đạt", "Đạt", "Công chức địa chính"],
                    &["2", "Đường xã", "95%", "100%", ""],
                ],
                "Target: index text 2024Baseline 2025Target lead",
            ),
            (
                &["STT", "Chỉ tiêu", "Tỷ lệ (%)", "Thời gian hoàn thành"],
                &[&["1", "Hồ sơ trực tuyến", "85", "2025"]],
                "Target: index text value deadline",
            ),
        ] {
            let all: Vec<&[&str]> = std::iter::once(heading).chain(rows.iter().copied()).collect();
            assert_eq!(decided(&all, None), expected, "{heading:?}");
        }
    }

    #[test]
    fn tasks() {
        for (heading, rows, expected) in [
            (
                &["TT", "Việc phải làm", "Nơi làm", "Mốc"][..],
                &[
                    &["1", "Rà soát định mức tiêu hao vật tư", "Sở Tài chính", "30/6/2025"][..],
                    &["2", "Kiểm tra việc sử dụng xe công", "Thanh tra tỉnh", "Quý III/2025"],
                ][..],
                "Task: index text lead? schedule?",
            ),
            (
                &["STT", "Mục tiêu", "Nhiệm vụ, giải pháp", "Đơn vị chủ trì", "Thời gian"],
                &[&["1", "Nhận thức", "Tuyên truyền pháp luật", "Tỉnh đoàn", "Năm 2025"]],
                "Task: index group text lead schedule",
            ),
            (
                &["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Bắt đầu", "Kết thúc"],
                &[&["1", "Triển khai camera giám sát", "Công an tỉnh", "Quý II/2025", "Quý II/2026"]],
                "Task: index text lead start end",
            ),
            (
                &["STT", "Đề án", "Cơ quan soạn thảo", "Thời gian trình", "Cấp trình"],
                &[&["1", "Đề án phát triển vùng dược liệu", "Sở Y tế", "Quý III", "HĐND"]],
                "Task: index text? lead deadline aside",
            ),
            (
                &["STT", "Nội dung", "Cơ quan thực hiện", "Thời gian thực hiện năm 2025"],
                &[&["1", "Công bố thủ tục", "Sở Nội vụ", "Quý I"], &["2", "Rà soát", "Sở Y tế", "Tháng 5"]],
                "Task: index text lead schedule",
            ),
        ] {
            let all: Vec<&[&str]> = std::iter::once(heading).chain(rows.iter().copied()).collect();
            assert_eq!(decided(&all, None), expected, "{heading:?}");
        }
    }

    #[test]
    fn what_the_headings_above_speak_of_decides_where_the_table_is_vague() {
        let rows: &[&[&str]] =
            &[&["STT", "Nội dung", "Đơn vị thực hiện"], &["1", "Kiểm kê tài sản công", "Phòng Tài chính"]];
        assert_eq!(decided(rows, Some("task")), "Task: index text lead");
        assert_eq!(decided(rows, None), "Other: index text lead");
    }

    #[test]
    fn tables_that_only_look_like_plans() {
        for rows in [
            &[
                &["STT", "Nội dung", "Thời gian", "Người thực hiện"][..],
                &["1", "Đón tiếp đại biểu", "7h30 - 8h00", "Ban Tổ chức"],
                &["2", "Khai mạc", "8h00 - 8h15", "Lãnh đạo Sở"],
            ][..],
            &[
                &["STT", "Nội dung", "Dự toán năm 2024", "Dự toán năm 2025"],
                &["1", "Chi thường xuyên", "15.000", "16.200"],
            ],
            &[
                &["STT", "Địa phương", "Dân số", "Chỉ tiêu bao phủ BHYT năm 2025 (%)"],
                &["1", "Huyện Thăng Bình", "190.000", "95"],
            ],
            &[
                &["STT", "Số, ký hiệu", "Cơ quan ban hành", "Trích yếu nội dung"],
                &["1", "01/2020/QĐ-UBND", "UBND tỉnh", "Quản lý đất đai"],
            ],
        ] {
            let table = table(rows);
            let header = find_header(&Grid::new(table), Vocabulary::builtin(), None);
            let kind = header.map_or(TableKind::Other, |header| header.kind);
            assert_eq!(kind, TableKind::Other, "{rows:?}");
        }
    }

    #[test]
    fn a_row_of_data_is_no_heading() {
        for row in [
            &["3", "Ban hành kế hoạch", "Kế hoạch", "Quý I/2025"][..],
            &["Thứ hai 26/12/2011", "Sáng", "Làm công tác văn thư"],
        ] {
            let table = table(&[row, row]);
            assert!(find_header(&Grid::new(table), Vocabulary::builtin(), None).is_none(), "{row:?}");
        }
    }
}
