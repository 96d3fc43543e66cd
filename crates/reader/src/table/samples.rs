//! Pages drawn with letters, for the tests: `-` and `|` are rulings, `+` their corners.
//! All else are words.

use super::part::{Found, Part};
use crate::layout::Word;
use model::page::Font;
use model::{BBox, Page, Ruling};

/// A letter of the drawing in points.
pub const WIDE: f32 = 5.0;
pub const HIGH: f32 = 12.0;

/// The words and the page of a drawing.
pub fn drawn(art: &str) -> (Vec<Word>, Page) {
    let rows: Vec<Vec<char>> =
        art.lines().skip_while(|row| row.is_empty()).map(|row| row.chars().collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let at =
        |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(' ');
    let mut page =
        Page { number: 1, width: width as f32 * WIDE, height: rows.len() as f32 * HIGH, ..Page::default() };
    page.fonts = [false, true].map(|bold| Font { name: "Times".into(), bold, italic: false }).to_vec();
    let middle = |index: usize, step: f32| (index as f32 + 0.5) * step;
    for (r, row) in rows.iter().enumerate() {
        for (from, to) in runs(row.len(), |c| matches!(at(r, c), '-' | '+') && is_line(&at, r, c)) {
            let y = middle(r, HIGH);
            page.rulings.push(ruling(middle(from, WIDE), y, middle(to, WIDE), y));
        }
    }
    for c in 0..width {
        for (from, to) in runs(rows.len(), |r| matches!(at(r, c), '|' | '+')) {
            let x = middle(c, WIDE);
            page.rulings.push(ruling(x, middle(from, HIGH), x, middle(to, HIGH)));
        }
    }
    let mut words = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let letter = |c: usize| !matches!(at(r, c), ' ' | '|' | '+') && !is_line(&at, r, c);
        let texts = (0..row.len()).collect::<Vec<_>>();
        for run in texts.chunk_by(|a, b| letter(*a) == letter(*b)).filter(|run| letter(run[0])) {
            let text: String = run.iter().map(|c| at(r, *c)).collect();
            words.push(word(&text, run[0] as f32 * WIDE, r as f32 * HIGH));
        }
    }
    (words, page)
}

/// A dash is a line where it has a neighbour in a line; alone it is a bullet.
fn is_line(at: &impl Fn(usize, usize) -> char, r: usize, c: usize) -> bool {
    let line = |c: usize| matches!(at(r, c), '-' | '+');
    line(c) && (line(c + 1) || (c > 0 && line(c - 1)))
}

fn runs(count: usize, is: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let indices: Vec<usize> = (0..count).collect();
    let runs = indices.chunk_by(|a, b| is(*a) == is(*b)).filter(|run| run.len() > 1 && is(run[0]));
    runs.map(|run| (run[0], run[run.len() - 1])).collect()
}

pub fn ruling(x0: f32, y0: f32, x1: f32, y1: f32) -> Ruling {
    Ruling { x0, y0, x1, y1, thickness: 0.5 }
}

/// A word at the top left of a drawn letter; `*bold*` words are bold.
pub fn word(text: &str, x: f32, y: f32) -> Word {
    let bold = text.starts_with('*') && text.len() > 1;
    Word {
        text: text.trim_matches('*').to_owned(),
        bbox: BBox::new(x, y + 1.0, x + text.chars().count() as f32 * WIDE, y + 11.0),
        baseline: y + 9.0,
        size: 9.0,
        font: u16::from(bold),
        confidence: 1.0,
        ..Word::default()
    }
}

/// The tables of a drawing.
pub fn found(art: &str) -> Found {
    let (words, page) = drawn(art);
    super::find(&words, &page, None)
}

/// A part in one line a row: each cell as «text», with `rows×columns` where it spans several.
pub fn dump(part: &Part) -> String {
    let mut text = String::new();
    let mut row = 0;
    for cell in &part.cells {
        if cell.row > row {
            text.push('\n');
            row = cell.row;
        } else if !text.is_empty() {
            text.push_str(" | ");
        }
        text.push_str(&cell.text().replace('\n', " / "));
        if cell.row_span * cell.column_span > 1 {
            text.push_str(&format!(" {}×{}", cell.row_span, cell.column_span));
        }
    }
    text
}
