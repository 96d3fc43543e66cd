//! What each row of a table is: a record, a section, a heading, nothing, or unused.

use crate::grid::{Grid, GridCell};
use crate::header::{Field, Header, TableKind, is_column_numbers, repeats_header};
use crate::marker::{self, Marker, MarkerKind};
use crate::vocabulary::Vocabulary;
use model::Heading;

/// A row that carries a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    pub row: u32,
    pub index: Option<String>,
    pub text: String,
    /// Headings within the table, outermost first.
    pub sections: Vec<Heading>,
    /// The record row, by its place in the list of record rows, that this one is a part of.
    pub parent: Option<usize>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowUse {
    Record(RecordRow),
    Section(Heading),
    /// A heading row, its repetition, column numbers, or a bare «Trong đó:».
    Heading,
    /// Nothing in it.
    Blank,
    /// It says something that no field holds; the reason goes to a diagnostic.
    Unused(&'static str),
}

/// A row's own words before it is decided.
struct Draft {
    row: u32,
    marker: Option<Marker>,
    text: String,
    /// Cells beside index, group and text that say something.
    filled: bool,
    /// One cell over the row, or from the text to the last column.
    merged: bool,
    bold: bool,
    bulleted: bool,
    blank: bool,
    /// Its number stands in a cell merged with a row above: it is beside that row, no part of it.
    beside: bool,
}

/// Decides every row from the heading's end on.
pub fn read_rows(grid: &Grid, header: &Header, vocabulary: &Vocabulary) -> Vec<(u32, RowUse)> {
    let drafts: Vec<Draft> =
        (header.end..grid.rows()).map(|row| draft(grid, header, row, vocabulary)).collect();
    let mut reader = Reader {
        stack: Vec::new(),
        records: Vec::new(),
        wholes: Vec::new(),
        parts: Vec::new(),
        after_section: false,
    };
    let mut uses = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.iter().enumerate() {
        let next = drafts.get(number + 1..).unwrap_or_default().iter().find(|draft| !draft.blank);
        let usage = if draft.blank {
            RowUse::Blank
        } else if repeats_header(grid, header, draft.row) || is_column_numbers(grid, draft.row) {
            RowUse::Heading
        } else {
            reader.decide(draft, next, grid, header, vocabulary)
        };
        uses.push((draft.row, usage));
    }
    uses
}

/// What has been read so far: open sections with their rank, and the records.
struct Reader {
    stack: Vec<(u16, Heading)>,
    records: Vec<Read>,
    /// The numbered records that later rows may be parts of: each of a lower rank than the next one.
    wholes: Vec<usize>,
    /// The parts that are open below the last whole, outermost first: how each is marked, its record.
    parts: Vec<(PartMark, usize)>,
    after_section: bool,
}

/// What is remembered of a record.
struct Read {
    rank: u16,
    index: Option<String>,
    /// Whether it has values of its own.
    filled: bool,
    /// How many sections it stands under.
    depth: usize,
}

/// How a part of a whole is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartMark {
    /// «Trong đó: …» without a bullet.
    Named,
    Plain,
    Bullet(char),
}

impl Reader {
    fn decide(
        &mut self,
        draft: &Draft,
        next: Option<&Draft>,
        grid: &Grid,
        header: &Header,
        vocabulary: &Vocabulary,
    ) -> RowUse {
        if draft.text.is_empty() {
            return RowUse::Unused("the row has cells but no words of its own");
        }
        let part = vocabulary.phrases().opens(&draft.text, "part_of");
        if part && !draft.filled && draft.text.trim_end().ends_with(':') {
            return RowUse::Heading;
        }
        if is_section(draft, next) {
            return RowUse::Section(self.open(draft));
        }
        if draft.merged && !draft.filled && draft.marker.is_none() && next.is_none() {
            return RowUse::Unused("a note over the whole width at the end of the table");
        }
        let unnumbered = draft.marker.as_ref().is_none_or(|marker| marker.index.is_none());
        let total = || vocabulary.phrases().find_exact(&draft.text) == Some("total");
        if header.kind == TableKind::Task && unnumbered && total() {
            return RowUse::Unused("a total is no task");
        }
        RowUse::Record(self.record(draft, grid, header, part))
    }

    fn open(&mut self, draft: &Draft) -> Heading {
        let rank = match &draft.marker {
            Some(marker) => rank(marker.kind),
            None => match self.stack.last() {
                // Two group rows in a row: the second stands under the first.
                Some((last, _)) if self.after_section => last + 1,
                _ => UNINDEXED,
            },
        };
        self.stack.retain(|(open, _)| *open < rank);
        let index = draft.marker.as_ref().and_then(|marker| marker.index.clone());
        let heading = Heading { index, title: draft.text.clone() };
        self.stack.push((rank, heading.clone()));
        self.after_section = true;
        heading
    }

    fn record(&mut self, draft: &Draft, grid: &Grid, header: &Header, part: bool) -> RecordRow {
        let numbered = draft.marker.as_ref().filter(|marker| marker.index.is_some());
        let index = numbered.and_then(|marker| marker.index.clone());
        let rank = numbered.map_or(u16::MAX, |marker| rank(marker.kind));
        if index.is_some() {
            self.stack.retain(|(open, _)| *open < rank);
        }
        let whole = self.parent(rank, index.as_deref(), part || draft.bulleted).filter(|_| !draft.beside);
        let parent = self.nested(draft, part, whole);
        let mut sections: Vec<Heading> = self.stack.iter().map(|(_, heading)| heading.clone()).collect();
        sections.extend(group_headings(grid, header, draft.row));
        let depth = self.stack.len();
        if index.is_some() {
            self.wholes.retain(|&whole| self.records.get(whole).is_some_and(|record| record.rank < rank));
            self.wholes.push(self.records.len());
        }
        self.records.push(Read { rank, index: index.clone(), filled: draft.filled, depth });
        self.after_section = false;
        RecordRow { row: draft.row, index, text: draft.text.clone(), sections, parent }
    }

    /// Under a whole, «+ Công nghiệp» is a part of the «- Công nghiệp và xây dựng» before it.
    fn nested(&mut self, draft: &Draft, part: bool, whole: Option<usize>) -> Option<usize> {
        let mark = match &draft.marker {
            Some(Marker { kind: MarkerKind::Bullet(bullet), .. }) => PartMark::Bullet(*bullet),
            _ if part => PartMark::Named,
            _ => PartMark::Plain,
        };
        if whole.is_none() || draft.marker.as_ref().is_some_and(|marker| marker.index.is_some()) {
            self.parts.clear();
            return whole;
        }
        // «Trong đó: A» and the «- B» after it are beside each other; so is what has the same mark.
        let beside = |open: PartMark| match mark {
            PartMark::Named => open == mark,
            // A row without a mark stands below no bullet.
            PartMark::Plain => true,
            PartMark::Bullet(_) => open == mark || open == PartMark::Named,
        };
        if let Some(known) = self.parts.iter().position(|(open, _)| beside(*open)) {
            self.parts.truncate(known);
        }
        let above = self.parts.last().map(|(_, record)| *record);
        self.parts.push((mark, self.records.len()));
        above.or(whole)
    }

    /// The last numbered record with values is the whole of which unnumbered rows after it, and rows
    /// whose index goes on from its own («1.1» or «a» under «1»), are parts; a section in between ends it.
    fn parent(&self, rank: u16, index: Option<&str>, part: bool) -> Option<usize> {
        if self.after_section {
            return None;
        }
        let mut wholes =
            self.wholes.iter().rev().filter_map(|&number| Some((number, self.records.get(number)?)));
        let (number, whole) = wholes.find(|(_, record)| record.rank < rank)?;
        let name = whole.index.as_deref().unwrap_or_default();
        let below = match index {
            Some(index) => {
                index.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
                    || scheme(rank) > scheme(whole.rank)
            }
            None => {
                let own = |record: &Read| record.index.is_none() || record.index == whole.index;
                part || self.records.iter().skip(number).all(own)
            }
        };
        (below && whole.filled && whole.depth == self.stack.len()).then_some(number)
    }
}

/// Which way of numbering a rank belongs to: capitals and Roman numerals, numbers, letters.
fn scheme(rank: u16) -> u8 {
    match rank {
        0..40 => 0,
        40..60 => 1,
        _ => 2,
    }
}

const UNINDEXED: u16 = 30;

/// Outer rows are smaller.
fn rank(kind: MarkerKind) -> u16 {
    match kind {
        MarkerKind::Annex | MarkerKind::Part => 5,
        MarkerKind::Chapter | MarkerKind::Division => 6,
        MarkerKind::Capital => 10,
        MarkerKind::Roman => 20,
        MarkerKind::Article => 25,
        // «I.1» is of level 0.
        MarkerKind::Number(level) => 40 + u16::from(level) * 2,
        MarkerKind::Parenthesis | MarkerKind::Enclosed => 60,
        MarkerKind::Letter => 70,
        MarkerKind::Bullet(_) => 90,
    }
}

/// Whether a row only heads others.
fn is_section(draft: &Draft, next: Option<&Draft>) -> bool {
    if draft.filled {
        return false;
    }
    let Some(next) = next else { return false };
    let kind = draft.marker.as_ref().filter(|marker| marker.index.is_some()).map(|marker| marker.kind);
    let next_kind = next.marker.as_ref().filter(|marker| marker.index.is_some()).map(|marker| marker.kind);
    match kind {
        Some(MarkerKind::Roman | MarkerKind::Capital | MarkerKind::Annex) => true,
        Some(kind) if kind.is_part() => true,
        Some(kind) => match next_kind {
            Some(below) => rank(below) > rank(kind),
            None => next.filled,
        },
        None if draft.bulleted => next.bulleted && next.filled && draft.text.ends_with(':'),
        None => draft.merged || draft.bold && !next.bold || is_shouted(&draft.text),
    }
}

fn is_shouted(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}

fn draft(grid: &Grid, header: &Header, row: u32, vocabulary: &Vocabulary) -> Draft {
    let text_column = column_of(header, &Field::Text).unwrap_or_default();
    let index_column = column_of(header, &Field::Index);
    let (text, text_cell) = words_of_row(grid, text_column, index_column, row);
    let shared =
        |column: u32| grid.cell(row, column).map(std::ptr::from_ref) == text_cell.map(std::ptr::from_ref);
    let merged_to = text_cell.map_or(0, |cell| cell.column + cell.column_span);
    let merged = merged_to >= grid.columns() && text_cell.is_some_and(|cell| cell.column_span > 1);
    let filled = header.columns.iter().enumerate().any(|(number, column)| {
        let number = number as u32;
        !matches!(column.field, Field::Index | Field::Text | Field::Group)
            && !shared(number)
            && !grid.text(row, number).is_empty()
    });
    // A merged index holds for the rows below only where their text is merged with it.
    let inherited =
        index_column.and_then(|column| grid.cell(row, column)).is_some_and(|cell| cell.row != row)
            && text_cell.is_some_and(|cell| cell.row == row);
    let printed = match index_column {
        Some(column) if !inherited && !shared(column) => grid.text(row, column).trim(),
        _ => "",
    };
    let (marker, text) = split_index(printed, &text, index_column.is_some(), vocabulary);
    let bulleted = marker.as_ref().is_some_and(|marker| marker.kind.is_bullet());
    let bold = text_cell.is_some_and(|cell| cell.bold);
    let blank = grid.row_cells(row).all(|cell| cell.text.trim().is_empty());
    let beside = inherited && index_column.is_some_and(|column| !grid.text(row, column).is_empty());
    Draft { row, marker, text, filled, merged, bold, bulleted, blank, beside }
}

/// The text cell's words; where it is empty and one merged cell says something, that one's.
fn words_of_row(grid: &Grid, text: u32, index: Option<u32>, row: u32) -> (String, Option<&GridCell>) {
    let words = grid.text(row, text).trim();
    if !words.is_empty() {
        return (words.to_owned(), grid.cell(row, text));
    }
    let mut filled = grid.row_cells(row).filter(|cell| !cell.text.trim().is_empty() && cell.row == row);
    if let (Some(cell), None) = (filled.next(), filled.next()) {
        let words = &cell.text;
        let lettered = words.chars().filter(|c| c.is_alphabetic()).count() > 8;
        if cell.column_span > 1 || Some(cell.column) == index && lettered {
            return (words.trim().to_owned(), Some(cell));
        }
    }
    (String::new(), grid.cell(row, text))
}

/// The index as printed in its own column, else the mark that the text opens with.
fn split_index(
    printed: &str,
    text: &str,
    has_column: bool,
    vocabulary: &Vocabulary,
) -> (Option<Marker>, String) {
    if !printed.is_empty() {
        let bare = printed.trim_matches(['(', ')', '.', ' ', '/', ':']);
        let dash = bare.chars().all(|c| !c.is_alphanumeric());
        let stop = if dash { "" } else { "." };
        let (marker, _) = marker::split(&format!("{bare}{stop} A"), vocabulary);
        let kind = marker.map_or(MarkerKind::Bullet('-'), |marker| marker.kind);
        let index = (!dash).then(|| bare.to_owned());
        let kind = match &index {
            Some(index) if is_under_roman(index) => MarkerKind::Number(0),
            Some(_) if kind.is_bullet() => MarkerKind::Letter,
            _ => kind,
        };
        let text = if has_column { text.to_owned() } else { strip_bullet(text, vocabulary) };
        return (Some(Marker { kind, index }), strip_bullet(&text, vocabulary));
    }
    let (marker, rest) = marker::split(text, vocabulary);
    match marker {
        Some(marker) if marker.kind != MarkerKind::Annex => (Some(marker), rest.to_owned()),
        _ => (None, text.to_owned()),
    }
}

/// «I.1», «II.3»: between «I» and the numbers that start anew below it.
fn is_under_roman(index: &str) -> bool {
    index.split_once('.').is_some_and(|(roman, number)| {
        marker::is_roman(roman) && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    })
}

fn strip_bullet(text: &str, vocabulary: &Vocabulary) -> String {
    match marker::split(text, vocabulary) {
        (Some(marker), rest) if marker.kind.is_bullet() => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// The texts of the columns that group rows, as headings without index.
fn group_headings(grid: &Grid, header: &Header, row: u32) -> Vec<Heading> {
    let groups = header.columns.iter().enumerate().filter(|(_, column)| column.field == Field::Group);
    groups
        .map(|(number, _)| grid.text(row, number as u32))
        .filter(|text| !text.is_empty())
        .map(|text| Heading { index: None, title: text.to_owned() })
        .collect()
}

/// The first column with this field.
pub fn column_of(header: &Header, field: &Field) -> Option<u32> {
    header.columns.iter().position(|column| column.field == *field).and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::find_header;
    use crate::testing::table;

    fn read(rows: &[&[&str]]) -> Vec<String> {
        let table = table(rows);
        let grid = Grid::new(table);
        let header = find_header(&grid, Vocabulary::builtin(), None).expect("a header");
        let show = |usage: RowUse| match usage {
            RowUse::Record(r) => {
                let path: Vec<&str> = r.sections.iter().map(|s| s.title.as_str()).collect();
                format!(
                    "{} {} [{}] {:?}",
                    r.index.as_deref().unwrap_or("-"),
                    r.text,
                    path.join(">"),
                    r.parent
                )
            }
            RowUse::Section(heading) => format!("# {}", heading.title),
            other => format!("{other:?}"),
        };
        read_rows(&grid, &header, Vocabulary::builtin()).into_iter().map(|(_, usage)| show(usage)).collect()
    }

    const HEAD: &[&str] = &["STT", "Chỉ tiêu", "ĐVT", "Năm 2025"];

    #[test]
    fn groups_parts_and_records() {
        let rows = read(&[
            HEAD,
            &["I", "Kinh tế", "", ""],
            &["1", "Diện tích lúa", "ha", "100"],
            &["", "Trong đó: Đông xuân", "ha", "60"],
            &["", "- Hè thu", "ha", "40"],
            &["2", "Chăn nuôi", "", ""],
            &["2.1", "Đàn bò", "con", "5"],
            &["3", "Đàn lợn", "con", "7"],
            &["", "", "", ""],
            &["II", "Xã hội", "", ""],
            &["1", "Hộ nghèo", "%", "2"],
        ]);
        let expected = [
            "# Kinh tế",
            "1 Diện tích lúa [Kinh tế] None",
            "- Trong đó: Đông xuân [Kinh tế] Some(0)",
            "- Hè thu [Kinh tế] Some(0)",
            "# Chăn nuôi",
            "2.1 Đàn bò [Kinh tế>Chăn nuôi] None",
            "3 Đàn lợn [Kinh tế] None",
            "Blank",
            "# Xã hội",
            "1 Hộ nghèo [Xã hội] None",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_numbered_row_that_heads_unnumbered_ones_is_a_section() {
        let rows = read(&[
            HEAD,
            &["7.2", "Nâng cao chất lượng phục vụ", "", ""],
            &["", "Tỷ lệ hồ sơ trực tuyến", "", "90%"],
            &["", "Tỷ lệ thanh toán trực tuyến", "", "80%"],
            &["7.3", "Tỷ lệ hồ sơ số hóa", "", "100%"],
            &["8", "Chỉ tiêu cấp tỉnh giao", "", ""],
        ]);
        let expected = [
            "# Nâng cao chất lượng phục vụ",
            "- Tỷ lệ hồ sơ trực tuyến [Nâng cao chất lượng phục vụ] None",
            "- Tỷ lệ thanh toán trực tuyến [Nâng cao chất lượng phục vụ] None",
            "7.3 Tỷ lệ hồ sơ số hóa [] None",
            "8 Chỉ tiêu cấp tỉnh giao [] None",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn parts_nest_by_their_marks() {
        let rows = read(&[
            HEAD,
            &["1", "Tổng sản phẩm", "tỷ đồng", "100"],
            &["", "- Công nghiệp, xây dựng", "tỷ đồng", "60"],
            &["", "+ Công nghiệp", "tỷ đồng", "40"],
            &["", "- Dịch vụ", "tỷ đồng", "40"],
            &["", "Trong đó: Du lịch", "tỷ đồng", "10"],
            &["2", "Gieo trồng", "ha", "50"],
            &["a", "Lúa", "ha", "30"],
            &["b", "Ngô", "ha", "20"],
        ]);
        let expected = [
            "1 Tổng sản phẩm [] None",
            "- Công nghiệp, xây dựng [] Some(0)",
            "- Công nghiệp [] Some(1)",
            "- Dịch vụ [] Some(0)",
            "- Trong đó: Du lịch [] Some(3)",
            "2 Gieo trồng [] None",
            "a Lúa [] Some(5)",
            "b Ngô [] Some(5)",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_section_between_ends_a_whole() {
        let rows = read(&[
            HEAD,
            &["I.1", "Chính quyền số", "", ""],
            &["1)", "Hồ sơ công việc", "%", "80"],
            &["2)", "Nâng cao chất lượng", "", ""],
            &["", "Hồ sơ trực tuyến", "%", "90"],
            &["", "Thanh toán trực tuyến", "%", "85"],
        ]);
        let expected = [
            "# Chính quyền số",
            "1 Hồ sơ công việc [Chính quyền số] None",
            "# Nâng cao chất lượng",
            "- Hồ sơ trực tuyến [Chính quyền số>Nâng cao chất lượng] None",
            "- Thanh toán trực tuyến [Chính quyền số>Nâng cao chất lượng] None",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_total_is_no_task() {
        let rows = read(&[
            &["STT", "Nhiệm vụ", "Chủ trì", "Kinh phí"],
            &["1", "Xây dựng trung tâm dữ liệu", "Sở Nội vụ", "120"],
            &["", "Tổng cộng:", "", "120"],
        ]);
        assert_eq!(rows, ["1 Xây dựng trung tâm dữ liệu [] None", "Unused(\"a total is no task\")"]);
    }
}
