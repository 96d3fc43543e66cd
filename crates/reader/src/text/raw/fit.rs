//! The cells of a row whose words come one after the other, cell by cell, as a content stream gives them.
//!
//! Of all ways to part the words into the table's columns the likeliest is taken: a column is wrapped at its
//! width (`width`), its cells are of its kind and begin alike (`column`), and lines are shared as the table
//! shares them (`edge`). A row may hold further rows without index. How likely the taken way is among all
//! says how sure it is.

use super::column::{CellWords, Column};
use super::edge::{Edge, Edges, Left};
use super::likely::either;
use super::place::{self, Place};
use super::sense::Senses;
use crate::text::line::Word;
use crate::text::phrase::Phrases;
use crate::text::shape;
use model::CellKind;

/// Words of one line in a cell; the line goes by its place in the piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub line: usize,
    pub first: usize,
    pub end: usize,
}

/// A cell's stretches.
pub type Cell = Vec<Stretch>;

/// Lines of a row on one page; the first without its index.
#[derive(Debug, Clone, Default)]
pub struct Piece<'a> {
    pub lines: Vec<&'a [Word]>,
    /// Where the lines stand in the file.
    pub numbers: Vec<u32>,
}

/// Rows that a piece was parted into: for each column but the first its cell.
#[derive(Debug, Clone, Default)]
pub struct Fit {
    pub rows: Vec<Vec<Cell>>,
    pub cost: f32,
    /// How much of all likelihood other ways have, as a cost.
    pub doubt: f32,
    /// How many of the lines were taken.
    pub lines: usize,
}

/// What a table's rows are fitted to.
pub struct Model<'a> {
    /// For each column but the first.
    pub columns: Vec<Column>,
    pub edges: Edges,
    /// What a further row without an index costs.
    pub further: f32,
    pub phrases: &'a Phrases,
    pub senses: &'a Senses<'a>,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'p, 'a> {
    /// The lines of each cell on the page before, where the row began there.
    pub before: Option<&'p [CellWords<'a>]>,
    /// The row goes on on the next page.
    pub cut: bool,
    /// The piece may end before its last line, where the table does.
    pub open: bool,
    /// The index stands on the piece's first line.
    pub indexed: bool,
    /// The index is a group's: «I», «A».
    pub group: bool,
}

/// What it costs at most that a row without index has no words of its own in a column.
const SHARED: f32 = 0.7;
/// What it costs that the table ends before a line that looks like a cell.
const LIKE_CELL: f32 = 2.0;
/// A cell that does not go on on the next page.
const FREE: f32 = 0.05;
/// Dearer cells are not looked at further.
const HOPELESS: f32 = 14.0;

/// A state of the search: at which place, before which column, after what.
type Key = (usize, usize, usize);

/// After what a state comes.
#[derive(Debug, Clone, Copy)]
struct After {
    left: Left,
    /// The column before is empty.
    empty: bool,
    /// The row began in this piece behind another.
    further: bool,
}

impl After {
    const COUNT: usize = Left::ALL.len() * 4;

    fn all() -> impl Iterator<Item = Self> {
        let flags = [(false, false), (true, false), (false, true), (true, true)];
        Left::ALL
            .into_iter()
            .flat_map(move |left| flags.map(|(empty, further)| Self { left, empty, further }))
    }

    fn code(self) -> usize {
        self.left as usize * 4 + usize::from(self.further) * 2 + usize::from(self.empty)
    }
}

/// How a state was reached; `all`: what all ways to it cost together.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: f32,
    all: f32,
    from: Key,
}

const NONE: Step = Step { cost: f32::INFINITY, all: f32::INFINITY, from: (0, 0, 0) };

struct Search<'s, 'a> {
    piece: &'s Piece<'a>,
    model: &'s Model<'s>,
    context: Context<'s, 'a>,
    places: Vec<Place>,
    best: Vec<Vec<[Step; After::COUNT]>>,
}

/// Parts a piece into cells.
pub fn fit<'a>(piece: &Piece<'a>, model: &Model<'_>, context: Context<'_, 'a>) -> Option<Fit> {
    let units = model.columns.iter().any(|column| column.kind == Some(CellKind::Unit));
    let places = place::places(&piece.lines, context.before.is_some(), context.open, units, model.senses)?;
    if !model.senses.may_try(places.len() * places.len() * model.columns.len()) {
        return None;
    }
    let best = vec![vec![[NONE; After::COUNT]; model.columns.len() + 1]; places.len()];
    Search { piece, model, context, places, best }.run()
}

impl<'a> Search<'_, 'a> {
    fn run(mut self) -> Option<Fit> {
        let start = if self.context.before.is_some() { Left::Nothing } else { Left::Index };
        *self.slot((0, 0, After { left: start, empty: false, further: false }.code()))? =
            Step { cost: 0.0, all: 0.0, from: (0, 0, 0) };
        for at in 0..self.places.len() {
            for column in 0..self.model.columns.len() {
                self.skip(at, column);
            }
            self.begin_row(at);
            self.title(at);
            for column in 0..self.model.columns.len() {
                self.extend(at, column);
            }
        }
        self.finish()
    }

    fn slot(&mut self, (place, column, after): Key) -> Option<&mut Step> {
        self.best.get_mut(place)?.get_mut(column)?.get_mut(after)
    }

    fn step(&self, (place, column, after): Key) -> Step {
        let step = self.best.get(place).and_then(|row| row.get(column)?.get(after));
        step.copied().unwrap_or(NONE)
    }

    /// Goes from one state to another.
    fn go(&mut self, from: Key, to: Key, cost: f32) {
        let before = self.step(from);
        if let Some(slot) = self.slot(to).filter(|_| before.cost.is_finite()) {
            slot.all = either(slot.all, before.all + cost);
            if before.cost + cost < slot.cost {
                (slot.cost, slot.from) = (before.cost + cost, from);
            }
        }
    }

    /// The states at a place before a column that are reached at all.
    fn reached(&self, at: usize, column: usize) -> Vec<(After, Key)> {
        let keys = After::all().map(|after| (after, (at, column, after.code())));
        keys.filter(|&(_, key)| self.step(key).cost.is_finite()).collect()
    }

    /// Leaves a column empty; a row has a text at least.
    fn skip(&mut self, at: usize, column: usize) {
        let Some(known) = self.model.columns.get(column) else { return };
        for (after, from) in self.reached(at, column) {
            let before = self.context.before.filter(|_| !after.further);
            let cost = match before.map(|before| before.get(column).map_or(&[][..], Vec::as_slice)) {
                None if column == 0 => continue,
                // A row without index shares the words beside the row above.
                None if after.further && !known.is_measured() => {
                    known.presence_cost(false, after.empty).min(SHARED)
                }
                None => known.presence_cost(false, after.empty),
                Some([]) => FREE,
                Some(lines) => FREE + self.closing_cost(known, lines),
            };
            self.go(from, (at, column + 1, After { empty: true, ..after }.code()), cost);
        }
    }

    /// What it costs that a cell ends with these lines; one that goes on on the next page has not ended.
    fn closing_cost(&self, known: &Column, lines: &[&[Word]]) -> f32 {
        const CUT: f32 = 0.3;
        let ended = lines.last().map_or(0.0, |last| known.end_cost(last));
        let whole = known.whole_cost(lines, self.model.senses);
        if self.context.cut { ended.min(CUT) + whole.min(CUT) } else { ended + whole }
    }

    /// A new row may begin on each line, after a whole row.
    fn begin_row(&mut self, at: usize) {
        let last = self.model.columns.len();
        if at > 0
            && self.places.get(at).is_some_and(|place| place.word == 0 && place.line < self.piece.lines.len())
        {
            let after = After { left: Left::Nothing, empty: false, further: true };
            for (_, from) in self.reached(at, last) {
                self.go(from, (at, 0, after.code()), self.model.further);
            }
        }
    }

    /// A row of a text alone, which may be wider than its column.
    fn title(&mut self, at: usize) {
        const MOST_LINES: usize = 5;
        const GROUP: f32 = 0.3;
        const OTHER: f32 = 2.5;
        const LAST: f32 = 10.0;
        const VALUED: f32 = 2.5;
        const LINE: f32 = 0.7;
        let (Some(place), Some(main)) = (self.places.get(at).copied(), self.model.columns.first()) else {
            return;
        };
        if place.word > 0 || self.context.before.is_some() && at == 0 {
            return;
        }
        let begin = main.begin_cost(self.whole(place.line, 0));
        let group = self.context.group && at == 0;
        let mut cost = begin
            + match (group, self.context.open) {
                (true, _) => GROUP,
                (false, false) => OTHER,
                (false, true) => LAST,
            };
        let mut lines = CellWords::new();
        for line in place.line..self.piece.lines.len().min(place.line + MOST_LINES) {
            let words = self.whole(line, 0);
            lines.push(words);
            cost += crowd_cost(words);
            if let [.., above, _] = lines.as_slice() {
                cost += if group { LINE } else { main.break_cost(above, words) };
            }
            if words.iter().all(|word| shape::is_number(&word.text)) {
                return;
            }
            let Some(end) = self.places.iter().position(|place| (place.line, place.word) == (line + 1, 0))
            else {
                return;
            };
            // Only a title of one line, or a group's, reaches over further columns.
            let wide = if group || lines.len() == 1 {
                0.0
            } else {
                lines.iter().map(|line| main.over_cost(line)).sum()
            };
            let valued =
                if words.last().is_some_and(|word| shape::is_number(&word.text)) { VALUED } else { 0.0 };
            let all = cost + main.end_cost(words) + wide + valued;
            for (after, from) in self.reached(at, 0) {
                let after = After { left: Left::Nothing, empty: true, ..after };
                self.go(from, (end, self.model.columns.len(), after.code()), all);
            }
        }
    }

    fn part(&self, line: usize, from: usize, to: usize) -> &'a [Word] {
        self.piece.lines.get(line).and_then(|words| words.get(from..to)).unwrap_or(&[])
    }

    fn whole(&self, line: usize, from: usize) -> &'a [Word] {
        self.part(line, from, self.piece.lines.get(line).map_or(0, |words| words.len()))
    }

    /// Tries all ends of a cell that begins at a place.
    fn extend(&mut self, at: usize, column: usize) {
        let Some(known) = self.model.columns.get(column) else { return };
        let shared =
            self.places.get(at).is_some_and(|place| place.word > 0) || at == 0 && self.context.indexed;
        for further in [false, true] {
            let reached: Vec<(After, Key)> =
                self.reached(at, column).into_iter().filter(|(after, _)| after.further == further).collect();
            if reached.is_empty() {
                continue;
            }
            let before = self.context.before.filter(|_| !further);
            let before = before.and_then(|before| before.get(column)).map_or(&[][..], Vec::as_slice);
            let ends = self.ends(at, known, before);
            for (end, cost, single) in ends {
                for &(after, from) in &reached {
                    let filled = if before.is_empty() { known.presence_cost(true, after.empty) } else { 0.0 };
                    let edge = self.model.edges.cost(Edge { left: after.left, single, shared });
                    let left = if single { Left::One } else { Left::Many };
                    let to = (end, column + 1, After { left, empty: false, further }.code());
                    self.go(from, to, cost + filled + edge);
                }
            }
        }
    }

    /// The ends of a cell that begins at a place, what each costs, and whether the cell is a single line.
    /// `before`: its lines on the page before.
    fn ends(&self, at: usize, known: &Column, before: &[&'a [Word]]) -> Vec<(usize, f32, bool)> {
        let mut found = Vec::new();
        let Some(&start) = self.places.get(at) else { return found };
        let first = self.whole(start.line, start.word);
        if first.is_empty() {
            return found;
        }
        let begin = match before.last() {
            Some(above) => known.break_cost(above, first),
            None => known.begin_cost(first),
        };
        let mut closed = begin + self.torn_cost(start);
        let mut lines: CellWords<'_> = before.to_vec();
        let (mut line, mut from) = (start.line, start.word);
        for (end, place) in self.places.iter().enumerate().skip(at + 1) {
            let last = if place.word == 0 { place.line.saturating_sub(1) } else { place.line };
            while line < last {
                let done = self.whole(line, from);
                lines.push(done);
                (line, from) = (line + 1, 0);
                closed +=
                    known.over_cost(done) + crowd_cost(done) + known.break_cost(done, self.whole(line, 0));
            }
            if closed > HOPELESS {
                break;
            }
            let open =
                if place.word == 0 { self.whole(line, from) } else { self.part(line, from, place.word) };
            lines.push(open);
            let cost = closed + known.over_cost(open) + crowd_cost(open) + self.closing_cost(known, &lines);
            found.push((end, cost, lines.len() == before.len() + 1));
            lines.pop();
        }
        found
    }

    /// A cell that begins where words belong together.
    fn torn_cost(&self, place: Place) -> f32 {
        const TORN: f32 = 2.5;
        const KNOWN: f32 = 1.2;
        const ANYWHERE: f32 = 0.5;
        let Some(next) = self.whole(place.line, place.word).first() else { return 0.0 };
        let one = match place.word.checked_sub(1) {
            Some(before) => self.part(place.line, before, place.word).first(),
            None => place.line.checked_sub(1).and_then(|line| self.whole(line, 0).last()),
        };
        let Some(one) = one else { return 0.0 };
        // «Quý III»
        let time = next.text.starts_with(|c: char| c.is_ascii_digit()) || shape::is_roman(&next.text);
        let pair: [&[Word]; 2] = [std::slice::from_ref(one), std::slice::from_ref(next)];
        if time && !shape::is_number(&one.text) && self.model.senses.is_cell(&pair, CellKind::Time) {
            return TORN;
        }
        match (place.word > 0, shape::goes_on(&next.text)) {
            (true, true) if self.model.phrases.together(one, next) > 1 => KNOWN,
            (true, true) => ANYWHERE,
            _ => 0.0,
        }
    }

    /// The likeliest way through the piece.
    fn finish(&self) -> Option<Fit> {
        let last = self.places.len() - 1;
        let columns = self.model.columns.len();
        let mut end: Option<(f32, Key)> = None;
        let mut all = f32::INFINITY;
        for (at, place) in self.places.iter().enumerate() {
            let nothing = at == 0 && self.context.before.is_none();
            if at < last && (!self.context.open || place.word > 0 || nothing) {
                continue;
            }
            let rest = if at < last { self.rest_cost(place.line) } else { 0.0 };
            for (_, key) in self.reached(at, columns) {
                let step = self.step(key);
                all = either(all, step.all + rest);
                if end.is_none_or(|(least, _)| step.cost + rest < least) {
                    end = Some((step.cost + rest, key));
                }
            }
        }
        let (cost, key) = end?;
        let lines = self.places.get(key.0)?.line;
        // Lines that look like cells are left behind: they may be the row's.
        let left = if key.0 < last { self.rest_cost(lines) } else { 0.0 };
        let doubt = (cost - all).max(if left >= LIKE_CELL { left } else { 0.0 });
        Some(Fit { rows: self.trace(key), cost, doubt, lines })
    }

    /// What it costs that the table ends before a line: what stands behind one is wider than its cells, a title
    /// in capitals, or opens a list.
    fn rest_cost(&self, line: usize) -> f32 {
        const REST: f32 = 0.3;
        const GOES_ON: f32 = 4.0;
        let words = self.whole(line, 0);
        if words.first().is_some_and(|word| shape::goes_on(&word.text)) {
            return REST + GOES_ON;
        }
        let wide = self.model.columns.iter().all(|column| column.over_cost(words) > 0.0);
        let lead_in = words.last().is_some_and(|word| word.text.ends_with(':'));
        let capital =
            |word: &Word| !word.text.contains(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == ',');
        let capitals = words.len() > 1 && words.iter().all(capital);
        if wide || lead_in || capitals || shape::begins_item(words) { REST } else { LIKE_CELL }
    }

    fn trace(&self, mut key: Key) -> Vec<Vec<Cell>> {
        let columns = self.model.columns.len();
        let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::new(); columns]];
        while (key.0, key.1) != (0, 0) {
            let from = self.step(key).from;
            if key.1 == 0 {
                rows.push(vec![Cell::new(); columns]);
            } else if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(from.1)) {
                *cell = self.stretches(from.0, key.0);
            }
            key = from;
        }
        rows.reverse();
        rows
    }

    fn stretches(&self, from: usize, to: usize) -> Cell {
        let (Some(from), Some(to)) = (self.places.get(from), self.places.get(to)) else { return Cell::new() };
        let lines = (from.line..=to.line).filter_map(|line| {
            let first = if line == from.line { from.word } else { 0 };
            let end = if line == to.line { to.word } else { self.whole(line, 0).len() };
            (first < end).then_some(Stretch { line, first, end })
        });
        lines.collect()
    }
}

/// Several numbers in a row are several cells, and a capital behind one begins another.
fn crowd_cost(words: &[Word]) -> f32 {
    const CROWD: f32 = 3.0;
    const CAPITAL: f32 = 1.0;
    let number = |word: &Word| shape::is_number(&word.text) && !shape::is_bullet(&word.text);
    let pairs = words.windows(2).map(|pair| match pair {
        [one, next] if number(one) && number(next) => CROWD,
        [one, next] if number(one) && next.text.starts_with(char::is_uppercase) => CAPITAL,
        _ => 0.0,
    });
    pairs.sum()
}
