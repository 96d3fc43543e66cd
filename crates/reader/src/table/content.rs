//! Words of one cell → lines → paragraphs.

use crate::layout::Word;
use model::{BBox, Line, Page, Paragraph, Place, Run, Runs};

/// A word turned so that its writing runs from left to right.
struct Turned<'a> {
    word: &'a Word,
    from: f32,
    to: f32,
    base: f32,
}

/// A line being read.
struct Row<'a> {
    words: Vec<Turned<'a>>,
    base: f32,
    size: f32,
}

/// The sides of a cell between which its lines run.
#[derive(Clone, Copy)]
struct Sides {
    from: f32,
    to: f32,
}

/// A raised mark or an unsteady scanned line lies off the line's base by less than this share of the
/// font size; the next line lies a whole size below.
const OFF_BASE: f32 = 0.45;
/// The most that a cell keeps free at its sides; office programs keep 5.4 points, browsers 1 to 4.
const PADDING: f32 = 8.0;
/// A line that ends nearer to the side than this share of the font size fills it: justified lines do.
const FULL: f32 = 0.5;
/// Two lines that are farther apart than this share of the cell's usual distance have space between.
const WIDE_STEP: f32 = 1.35;

/// The paragraphs of a cell. `bbox` is the cell's own box.
pub fn paragraphs(words: &[&Word], bbox: BBox, page: &Page) -> Vec<Paragraph> {
    let rotation = main_rotation(words);
    let rows = rows(words, rotation);
    let sides = match rotation {
        90 => Sides { from: bbox.y0, to: bbox.y1 },
        180 => Sides { from: -bbox.x1, to: -bbox.x0 },
        270 => Sides { from: -bbox.y1, to: -bbox.y0 },
        _ => Sides { from: bbox.x0, to: bbox.x1 },
    };
    let starts = starts(&rows, sides);
    let centered = is_centered(&rows, sides);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (row, start) in rows.iter().zip(starts) {
        if start || paragraphs.is_empty() {
            let indent = row.words.first().map_or(0.0, |first| first.word.bbox.x0);
            paragraphs.push(Paragraph { indent, centered, ..Paragraph::default() });
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.lines.push(line(row, page));
        }
    }
    paragraphs
}

/// The direction in which most of the words run.
fn main_rotation(words: &[&Word]) -> u16 {
    let length = |rotation: u16| -> usize {
        words.iter().filter(|word| word.rotation == rotation).map(|word| word.text.len()).sum()
    };
    [0, 90, 270, 180].into_iter().rev().max_by_key(|rotation| length(*rotation)).unwrap_or(0)
}

fn turned(word: &Word, rotation: u16) -> Turned<'_> {
    let b = word.bbox;
    let (from, to, base) = match rotation {
        90 => (b.y0, b.y1, -word.baseline),
        180 => (-b.x1, -b.x0, -word.baseline),
        270 => (-b.y1, -b.y0, word.baseline),
        _ => (b.x0, b.x1, word.baseline),
    };
    Turned { word, from, to, base }
}

fn rows<'a>(words: &[&'a Word], rotation: u16) -> Vec<Row<'a>> {
    let mut turned: Vec<Turned<'a>> = words.iter().map(|word| turned(word, rotation)).collect();
    turned.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Row<'a>> = Vec::new();
    for word in turned {
        let size = word.word.size;
        match rows.last_mut() {
            Some(row) if word.base - row.base <= OFF_BASE * row.size.max(size) => {
                if size > row.size {
                    (row.base, row.size) = (word.base, size);
                }
                row.words.push(word);
            }
            _ => rows.push(Row { base: word.base, size, words: vec![word] }),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    rows
}

impl Row<'_> {
    fn from(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.from)
    }

    fn to(&self) -> f32 {
        self.words.iter().fold(f32::NEG_INFINITY, |to, word| to.max(word.to))
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (index, word) in self.words.iter().enumerate() {
            if self.is_space_before(index) {
                text.push(' ');
            }
            text.push_str(&word.word.text);
        }
        text
    }

    fn is_space_before(&self, index: usize) -> bool {
        index > 0 && self.words.get(index).is_some_and(|word| !word.word.glued)
    }
}

/// The words as runs of one look. A space belongs to the run before it.
fn line(row: &Row<'_>, page: &Page) -> Line {
    let mut runs = Runs::new();
    let mut look = None;
    let mut bbox: Option<BBox> = None;
    for (index, Turned { word, .. }) in row.words.iter().enumerate() {
        bbox = Some(bbox.map_or(word.bbox, |bbox| bbox.union(&word.bbox)));
        if let Some(before) = runs.last_mut().filter(|_| row.is_space_before(index)) {
            before.text.push(' ');
        }
        let same = look == Some((word.font, word.superscript));
        match runs.last_mut() {
            Some(run) if same => {
                run.text.push_str(&word.text);
                run.confidence = run.confidence.map(|confidence| confidence.min(word.confidence));
            }
            _ => runs.push(run(word, page)),
        }
        look = Some((word.font, word.superscript));
    }
    let place = Place::Page { page: page.number, bbox: bbox.unwrap_or_default(), table: None, row: None };
    Line { runs, place }
}

fn run(word: &Word, page: &Page) -> Run {
    let font = page.fonts.get(usize::from(word.font));
    Run {
        text: word.text.clone(),
        font: font.map(|font| font.name.clone()),
        bold: font.is_some_and(|font| font.bold),
        italic: font.is_some_and(|font| font.italic),
        superscript: word.superscript,
        confidence: Some(word.confidence),
    }
}

/// Whether the lines stand in the middle: as far from one side as from the other, and not filling it.
fn is_centered(rows: &[Row<'_>], sides: Sides) -> bool {
    let off = |row: &Row<'_>| ((row.from() - sides.from) - (sides.to - row.to())).abs();
    let loose = |row: &Row<'_>| row.from() - sides.from > PADDING && sides.to - row.to() > PADDING;
    // Browsers and office programs centre to within a point; scans to within three.
    rows.iter().all(|row| off(row) <= 6.0) && rows.iter().any(loose)
}

/// For each line, whether it starts a paragraph.
fn starts(rows: &[Row<'_>], sides: Sides) -> Vec<bool> {
    let centered = is_centered(rows, sides);
    let left = rows.iter().map(|row| row.from() - sides.from).fold(PADDING, f32::min).max(0.0);
    let right = rows.iter().map(|row| sides.to - row.to()).fold(PADDING, f32::min).max(0.0);
    let step = usual_step(rows);
    let listed = rows.first().is_some_and(|row| bullet(&row.text()).is_some());
    let mut starts = vec![true; rows.len().min(1)];
    for pair in rows.windows(2) {
        let [before, row] = pair else { continue };
        let first = row.words.first().map_or(0.0, |word| word.to - word.from);
        let space = 0.25 * before.size;
        let room = if centered {
            (sides.to - sides.from) - (before.to() - before.from()) - left - right
        } else {
            sides.to - right - before.to()
        };
        let broken = Broken {
            // The line's next word would have had room: somebody ended the line there.
            early: room > first + space + 0.1 * first.min(20.0) + 1.0,
            full: room < FULL * before.size,
            apart: step.is_some_and(|step| row.base - before.base > WIDE_STEP * step),
            listed,
        };
        starts.push(broken.starts(&before.text(), &row.text()));
    }
    starts
}

/// The usual distance between base lines: the lower quartile, so that spaces between paragraphs do not
/// count; none for less than three lines.
fn usual_step(rows: &[Row<'_>]) -> Option<f32> {
    let mut steps: Vec<f32> = rows.iter().zip(rows.iter().skip(1)).map(|(a, b)| b.base - a.base).collect();
    steps.sort_by(f32::total_cmp);
    if steps.len() < 2 { None } else { steps.get(steps.len() / 4).copied() }
}

/// Whether a text ends as a sentence or an item of a list does.
pub fn is_ended(text: &str) -> bool {
    text.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

/// Whether a line opens with a bullet.
pub fn is_listed(text: &str) -> bool {
    bullet(text).is_some()
}

/// The room that is left beside a line in its cell. A line in the middle has it on both sides.
fn room(line: BBox, cell: BBox) -> f32 {
    let (left, right) = (line.x0 - cell.x0, cell.x1 - line.x1);
    if left > PADDING && (left - right).abs() <= 6.0 {
        return left + right - 2.0 * PADDING;
    }
    right - left.clamp(0.0, PADDING)
}

/// Whether a line ends although the first word of the next would have had room: somebody ended it there.
/// `cell` is the box in which the line stands.
pub fn is_early(line: &Line, next: &Line, cell: BBox) -> bool {
    broken(line, next, cell, false).early
}

/// Whether a paragraph that ends a cell's part on one page goes on in the one that starts it on the next.
/// `cell` is the box of the part that ends.
pub fn is_continued(last: &Paragraph, first: &Paragraph, cell: BBox) -> bool {
    let Some((before, after)) = last.lines.last().zip(first.lines.first()) else { return false };
    let listed = last.lines.first().is_some_and(|line| is_listed(&line.text()));
    !broken(before, after, cell, listed).starts(&before.text(), &after.text())
}

fn broken(line: &Line, next: &Line, cell: BBox, listed: bool) -> Broken {
    let text = next.text();
    let letters = text.trim().chars().count().max(1);
    let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let (line, next) = (line.place.bbox().unwrap_or(cell), next.place.bbox().unwrap_or_default());
    let room = room(line, cell);
    let word = next.width() * word as f32 / letters as f32;
    // A box of a line is about 1.1 times the font size high.
    Broken { early: room > word + 3.0, full: room < FULL * line.height(), apart: false, listed }
}

/// What speaks for a new paragraph at a line's start.
struct Broken {
    early: bool,
    full: bool,
    apart: bool,
    listed: bool,
}

impl Broken {
    fn starts(&self, before: &str, text: &str) -> bool {
        let ended = is_ended(before);
        let goes_on = text.chars().next().is_some_and(char::is_lowercase);
        if let Some(bullet) = bullet(text) {
            // A dash may also be a word's or a name's own at the turn of a line: «Văn hoá / - Xã hội».
            return bullet != Bullet::Dash || self.early || ended || self.listed;
        }
        let closed = before.trim_end().ends_with(['.', ';', '!', '?']);
        if goes_on {
            return closed && self.early;
        }
        // A sentence seldom ends just where its line is full, unless the lines are justified.
        self.early || self.apart || (closed && !self.full)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bullet {
    Dash,
    Sign,
    Letter,
}

/// The bullet that a line opens with: «-», «+», «•», «a)».
fn bullet(text: &str) -> Option<Bullet> {
    let mut chars = text.trim_start().chars();
    let first = chars.next()?;
    match first {
        '-' | '–' | '—' | '\u{2010}'..='\u{2012}' => Some(Bullet::Dash),
        '+' | '•' | '*' | '●' | '▪' | '\u{F000}'..='\u{F0FF}' | '○' | '➢' | '✓' => {
            Some(Bullet::Sign)
        }
        letter if letter.is_lowercase() && chars.next() == Some(')') => Some(Bullet::Letter),
        _ => None,
    }
}
