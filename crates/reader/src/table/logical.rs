//! A logical table that grows part by part.

use super::align::Alignment;
use super::content;
use super::header::Repeated;
use super::merged;
use super::part::Part;
use super::seam::{self, Break, is_blank, is_index};
use model::{Cell, Place, Places, Table, TableMake};

/// A table being put together. Rows and columns of its cells count in the whole table.
pub struct Logical {
    first: Part,
    columns: Vec<f32>,
    cells: Vec<Cell>,
    rows: u32,
    header_rows: u32,
    repeated_rows: u32,
    parts: Places,
    page: u32,
    open_bottom: bool,
    /// Cells of the first column with and without a row's number.
    indices: (u32, u32),
    /// Rows that stand first on their page and are no part of the row before.
    seams: Vec<u32>,
}

impl Logical {
    pub fn new(part: Part) -> Self {
        let mut table = Self {
            columns: part.columns.clone(),
            cells: part.cells.clone(),
            rows: count(&part.rows),
            header_rows: 0,
            repeated_rows: 0,
            parts: [place(&part)].into(),
            page: part.page,
            open_bottom: part.open_bottom,
            indices: (0, 0),
            seams: Vec::new(),
            first: part,
        };
        table.indices = table.count_indices(0);
        table
    }

    pub fn first_part(&self) -> &Part {
        &self.first
    }

    pub fn last_page(&self) -> u32 {
        self.page
    }

    pub fn columns(&self) -> &[f32] {
        &self.columns
    }

    fn count_indices(&self, from: usize) -> (u32, u32) {
        let mut counts = (0, 0);
        for cell in self.cells.iter().skip(from).filter(|cell| cell.column == 0 && !is_blank(cell)) {
            if is_index(&cell.text()) { counts.0 += 1 } else { counts.1 += 1 }
        }
        counts
    }

    /// Whether the first column holds numbers of rows. Its heading is no number, a group's title may
    /// stand in it too.
    fn is_indexed(&self) -> bool {
        self.indices.0 > 0 && self.indices.0 >= self.indices.1
    }

    /// Adds a part that belongs to the table.
    pub fn append(&mut self, part: Part, repeated: Repeated, alignment: &Alignment) {
        remap(&mut self.cells, &alignment.first);
        self.columns.clone_from(&alignment.columns);
        self.parts.push(place(&part));
        self.page = part.page;
        let set_aside = u32::try_from(repeated.in_part).unwrap_or(0);
        self.header_rows = self.header_rows.max(u32::try_from(repeated.of_table).unwrap_or(0));
        self.repeated_rows += set_aside;
        let open_below = part.open_top && set_aside == 0;
        let mut below: Vec<Cell> = part.cells.into_iter().filter(|cell| cell.row >= set_aside).collect();
        remap(&mut below, &alignment.second);
        for cell in &mut below {
            cell.row -= set_aside;
        }
        let rows = count(&part.rows).saturating_sub(set_aside);
        let open_above = self.open_bottom;
        self.open_bottom = part.open_bottom;
        if rows > 0 {
            self.add_rows(below, rows, Break { open_above, open_below, indexed: false });
        }
    }

    fn add_rows(&mut self, below: Vec<Cell>, rows: u32, seam: Break) {
        let seam = Break { indexed: self.is_indexed(), ..seam };
        let upper: Vec<usize> = (0..self.cells.len()).filter(|index| self.touches_bottom(*index)).collect();
        let merged = self.merged(&upper, &below, seam);
        let cut = merged.iter().all(Option::is_some);
        let shift = if cut { self.rows.saturating_sub(1) } else { self.rows };
        self.seams.extend((!cut).then_some(shift));
        let start = self.cells.len();
        let mut partners = merged.into_iter();
        for mut cell in below {
            let partner = if cell.row == 0 { partners.next().flatten() } else { None };
            let end = shift + cell.row + cell.row_span;
            match partner.and_then(|index| self.cells.get_mut(index)) {
                Some(upper) => {
                    upper.row_span = end.saturating_sub(upper.row);
                    take_in(upper, cell);
                }
                None => {
                    cell.row += shift;
                    self.cells.push(cell);
                }
            }
        }
        self.rows = shift + rows;
        let (with, without) = self.count_indices(start);
        self.indices = (self.indices.0 + with, self.indices.1 + without);
    }

    fn touches_bottom(&self, index: usize) -> bool {
        self.cells.get(index).is_some_and(|cell| cell.row + cell.row_span == self.rows)
    }

    /// For each cell of the first row below, the cell above that it goes on.
    fn merged(&self, upper: &[usize], below: &[Cell], seam: Break) -> Vec<Option<usize>> {
        let first: Vec<&Cell> = below.iter().filter(|cell| cell.row == 0).collect();
        let above: Vec<&Cell> = upper.iter().filter_map(|index| self.cells.get(*index)).collect();
        let partner = |cell: &Cell| {
            let same = |index: &&usize| {
                self.cells
                    .get(**index)
                    .is_some_and(|upper| upper.column == cell.column && upper.column_span == cell.column_span)
            };
            upper.iter().find(same).copied()
        };
        let partners: Vec<Option<usize>> = first.iter().map(|cell| partner(cell)).collect();
        let paired = partners.iter().all(Option::is_some);
        if paired && self.rows > self.header_rows && seam::goes_on(&above, &first, seam) {
            return partners;
        }
        let above = |partner: Option<usize>| partner.and_then(|index| self.cells.get(index));
        let same_group = seam.indexed
            && first.iter().zip(&partners).any(|(cell, partner)| {
                cell.column == 0 && above(*partner).is_some_and(|upper| is_vertical(upper, cell, false))
            });
        let crossing = first.iter().zip(&partners);
        crossing
            .map(|(cell, partner)| {
                let upper = above(*partner)?;
                if is_vertical(upper, cell, same_group) { *partner } else { None }
            })
            .collect()
    }

    /// The finished table; its places are numbered.
    pub fn finish(mut self, number: u32) -> Table {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        match self.first.make {
            TableMake::Stream if self.is_indexed() => {
                merged::over_rows(&mut self.cells, count(&self.columns));
            }
            TableMake::Lattice => merged::over_breaks(&mut self.cells, &self.seams, self.header_rows),
            _ => {}
        }
        for cell in &mut self.cells {
            number_cell(cell, number);
        }
        for part in &mut self.parts {
            number_place(part, number, None);
        }
        Table {
            make: self.first.make,
            rows: self.rows,
            columns: count(&self.columns),
            cells: self.cells,
            header_rows: self.header_rows,
            repeated_rows: self.repeated_rows,
            parts: self.parts,
            name: None,
        }
    }
}

/// Whether a cell is merged over rows on both sides of the page break while the rows themselves are not
/// cut. An empty cell over several rows is nothing else; an empty cell of one row is, where the
/// group's number is merged too. A text goes on where it starts in the middle of a sentence.
fn is_vertical(upper: &Cell, cell: &Cell, same_group: bool) -> bool {
    let tall = upper.row_span > 1 || cell.row_span > 1;
    if !tall {
        return false;
    }
    if is_blank(cell) {
        return cell.row_span > 1 || same_group || (cell.column == 0 && upper.row_span > 1);
    }
    seam::flow(upper, cell) >= 3
}

/// The text of a cell cut by the break is closed up again.
fn take_in(upper: &mut Cell, cell: Cell) {
    let bbox = upper.places.last().and_then(Place::bbox).unwrap_or_default();
    upper.places.extend(cell.places);
    upper.tables.extend(cell.tables);
    let mut paragraphs = cell.paragraphs.into_iter();
    if let Some(mut first) = paragraphs.next() {
        match upper.paragraphs.last_mut() {
            Some(last) if content::is_continued(last, &first, bbox) => last.lines.append(&mut first.lines),
            _ => upper.paragraphs.push(first),
        }
    }
    upper.paragraphs.extend(paragraphs);
}

fn remap(cells: &mut [Cell], numbers: &[usize]) {
    let number = |boundary: u32| {
        numbers.get(boundary as usize).and_then(|number| u32::try_from(*number).ok()).unwrap_or(boundary)
    };
    for cell in cells {
        let end = number(cell.column + cell.column_span);
        cell.column = number(cell.column);
        cell.column_span = end.saturating_sub(cell.column);
    }
}

fn count(boundaries: &[f32]) -> u32 {
    u32::try_from(boundaries.len().saturating_sub(1)).unwrap_or(0)
}

fn place(part: &Part) -> Place {
    Place::Page { page: part.page, bbox: part.bbox, table: None, row: None }
}

fn number_cell(cell: &mut Cell, number: u32) {
    let row = Some(cell.row + 1);
    for place in &mut cell.places {
        number_place(place, number, row);
    }
    for line in cell.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines) {
        number_place(&mut line.place, number, row);
    }
}

fn number_place(place: &mut Place, number: u32, line: Option<u32>) {
    if let Place::Page { table, row, .. } = place {
        *table = Some(number);
        *row = line;
    }
}
