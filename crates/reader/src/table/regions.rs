//! Rivers → regions: which lines may be a table, and between which rivers its columns lie.

use super::lattice::Words;
use super::rivers::{NARROWEST, River, SUPPORT, TextRow};

/// Lines `first..=last` that may be a table, and the strips between its columns.
#[derive(Debug, Clone, Default)]
pub struct Region {
    pub first: usize,
    pub last: usize,
    pub strips: Vec<Strip>,
}

/// From x to x.
pub type Strip = (f32, f32);

/// A blank band higher than so many font sizes ends a table: room for a signature, the next section.
const BLANK: f32 = 3.5;
/// A line of the table follows the one before within so many font sizes.
const NEAR: f32 = 2.8;
/// Words stand close to a strip where it is narrower than so many font sizes.
const CLOSE: f32 = 3.0;
/// The share of the lines close to a strip that may run across it.
pub const ACROSS: f32 = 0.25;
/// A strip narrower than so many font sizes could be a justified space; then the words to its right
/// must stand below each other.
const SPACE: f32 = 0.9;
/// Words below each other begin within so many points: italics and round letters make half of it.
const ALIGNED: f32 = 1.5;
/// A heading that runs across strips may stand so many lines above the first line with columns.
const HEAD: usize = 2;
/// … and so near, in font sizes: the table's own title stands farther off.
const STOREY: f32 = 1.9;
/// Lines around a title in which rivers end or begin when it parts two tables.
const AROUND: usize = 4;

/// Stretches of lines through which at least two rivers run side by side, cut where tables end.
pub fn regions(rows: &[TextRow], rivers: &[River]) -> Vec<Region> {
    let mut starts = vec![0_i32; rows.len() + 1];
    for river in rivers {
        if let Some(start) = starts.get_mut(river.first) {
            *start += 1;
        }
        if let Some(end) = starts.get_mut(river.last + 1) {
            *end -= 1;
        }
    }
    let mut found: Vec<Region> = Vec::new();
    let mut current: Option<Region> = None;
    let mut running = 0;
    for (index, (row, change)) in rows.iter().zip(starts).enumerate() {
        running += change;
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        let blank = before.is_some_and(|before| row.top() - before.bottom() > BLANK * row.size);
        let parts = running >= 2 && current.is_some() && is_title(index, rows, rivers);
        if running < 2 || blank || parts {
            found.extend(current.take());
        }
        if running >= 2 && !parts {
            current.get_or_insert(Region { first: index, ..Region::default() }).last = index;
        }
    }
    found.extend(current);
    found
}

/// Whether a line across the rivers parts two tables: rivers end above it or begin below it. A group's
/// title within a table has the same rivers on both sides.
fn is_title(index: usize, rows: &[TextRow], rivers: &[River]) -> bool {
    let Some(row) = rows.get(index) else { return false };
    let running = rivers.iter().filter(|river| river.first < index && river.last > index);
    let across = running.filter(|river| !row.leaves_free((river.from, river.to))).count();
    let ended = rivers.iter().filter(|river| river.last < index && river.last + AROUND >= index);
    let begun = rivers.iter().filter(|river| river.first > index && river.first <= index + AROUND);
    let (ended, begun) = (ended.count(), begun.count());
    row.gaps().is_empty() && across > 0 && ended + begun > 0 && across + ended >= 2
}

/// The region with the strips that really run through it; none where they make no three columns.
pub fn settled(region: Region, rows: &[TextRow], all: &[River], words: &Words<'_>) -> Option<Region> {
    let region = trimmed(region, rows, all)?;
    let inside = rows.get(region.first..=region.last)?;
    let overlapping = all.iter().filter(|river| river.first <= region.last && river.last >= region.first);
    let strips: Vec<Strip> = overlapping.map(|river| (river.from, river.to)).collect();
    let across = |row: &TextRow| strips.iter().filter(|strip| !row.leaves_free(**strip)).count();
    // Headings over several columns and groups' titles may run across; they say nothing about strips.
    let title = |row: &TextRow| row.gaps().len() <= 1 && 2 * across(row) > strips.len().max(2);
    let plain: Vec<&TextRow> = inside.iter().filter(|row| !title(row) && !is_bold(row, words)).collect();
    let mut found: Vec<Strip> =
        strips.iter().filter_map(|strip| run_through(*strip, &plain, inside, words)).collect();
    // One heading above a narrow strip alone says that it is a space within one column.
    let above = rows.get(region.first.saturating_sub(HEAD)..=region.last).unwrap_or_default();
    let headings: Vec<&TextRow> = above.iter().filter(|row| is_bold(row, words)).collect();
    let spanned: Vec<Strip> = headings.iter().filter_map(|row| only_across(row, &found)).collect();
    let parted = |strip: Strip| headings.iter().any(|row| row.sides(strip) == (true, true));
    found.retain(|strip| !is_narrow(*strip, inside) || !spanned.contains(strip) || parted(*strip));
    found.extend(heading_strips(inside, words));
    let strips = parting_text(merged(found), inside);
    let fits = |row: &TextRow| {
        strips.iter().all(|strip| row.leaves_free(*strip))
            && strips.iter().any(|strip| row.sides(*strip) == (true, true))
    };
    let first = region.first + inside.iter().position(fits)?;
    let last = region.first + inside.iter().rposition(fits)?;
    (strips.len() >= 2).then_some(Region { first, last, strips })
}

/// The region from the first line to the last that has words on both sides of two rivers: a text or a
/// signature below a table leaves a river or two free as well, and says nothing of its columns.
fn trimmed(region: Region, rows: &[TextRow], all: &[River]) -> Option<Region> {
    let inside = rows.get(region.first..=region.last)?;
    let parted = |(index, row): (usize, &TextRow)| {
        let running = all.iter().filter(|river| (river.first..=river.last).contains(&(region.first + index)));
        running.filter(|river| row.sides((river.from, river.to)) == (true, true)).take(2).count() == 2
    };
    let first = region.first + inside.iter().enumerate().position(parted)?;
    let parted: Vec<bool> = inside.iter().enumerate().map(parted).collect();
    let last = region.first + parted.iter().rposition(|parted| *parted)?;
    Some(Region { first, last, ..region })
}

/// Strips in one gap become what all lines leave free.
fn merged(mut strips: Vec<Strip>) -> Vec<Strip> {
    strips.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<Strip> = Vec::new();
    for strip in strips {
        match merged.last_mut() {
            Some(last) if strip.0 < last.1 => *last = (last.0.max(strip.0), last.1.min(strip.1)),
            _ => merged.push(strip),
        }
    }
    merged.retain(|(from, to)| to > from);
    merged
}

/// What all lines leave of a strip, where it runs through them as a gap between columns does: with words
/// on both sides, seldom crossed by words that stand close to it.
fn run_through(strip: Strip, plain: &[&TextRow], all: &[TextRow], words: &Words<'_>) -> Option<Strip> {
    let middle = (strip.0 + strip.1) / 2.0;
    let mut across = 0;
    let mut strip = (f32::NEG_INFINITY, f32::INFINITY);
    for row in plain {
        let common = row
            .piece((middle, middle))
            .and_then(|piece| row.narrowed((strip.0.max(piece.0), strip.1.min(piece.1))));
        match common {
            Some(narrower) => strip = narrower,
            None => across += 1,
        }
    }
    for row in all {
        strip = row.narrowed(strip).unwrap_or(strip);
    }
    if !strip.0.is_finite() || !strip.1.is_finite() {
        return None;
    }
    let (left, right) = all
        .iter()
        .map(|row| row.sides(strip))
        .fold((0, 0), |(left, right), (l, r)| (left + usize::from(l), right + usize::from(r)));
    let close: Vec<&&TextRow> =
        plain.iter().filter(|row| row.width_around(strip).is_some_and(|w| w < CLOSE * row.size)).collect();
    let narrow = is_narrow(strip, all);
    let allowed = if narrow { 0.0 } else { 1.0_f32 };
    let calm = across as f32 <= (ACROSS * (close.len() + across) as f32).max(allowed);
    let aligned = !narrow || are_aligned(strip, &close, words);
    (left.min(right) >= SUPPORT && calm && aligned).then_some(strip)
}

/// The strip that a line runs across, where it is the only one.
fn only_across(row: &TextRow, strips: &[Strip]) -> Option<Strip> {
    let mut across = strips.iter().filter(|strip| !row.leaves_free(**strip));
    let first = across.next()?;
    across.next().is_none().then_some(*first)
}

/// Whether a strip could be a justified space.
fn is_narrow(strip: Strip, rows: &[TextRow]) -> bool {
    strip.1 - strip.0 < SPACE * typical_size(rows)
}

/// Whether the words to the right of a strip, or those to its left, stand below each other.
fn are_aligned(strip: Strip, close: &[&&TextRow], words: &Words<'_>) -> bool {
    let boxes = |row: &TextRow| {
        row.words.iter().filter_map(|index| words.all.get(*index)).map(|word| word.bbox).collect::<Vec<_>>()
    };
    let right = close.iter().filter_map(|row| {
        let starts = boxes(row).into_iter().map(|bbox| bbox.x0).filter(|x| *x >= strip.1 - ALIGNED);
        starts.min_by(f32::total_cmp)
    });
    let left = close.iter().filter_map(|row| {
        let ends = boxes(row).into_iter().map(|bbox| bbox.x1).filter(|x| *x <= strip.0 + ALIGNED);
        ends.max_by(f32::total_cmp)
    });
    agree(right.collect()) || agree(left.collect())
}

/// Whether seven in ten of the values are the same but for [`ALIGNED`].
fn agree(mut values: Vec<f32>) -> bool {
    values.sort_by(f32::total_cmp);
    let near = |x: f32| values.partition_point(|other| *other <= x + 2.0 * ALIGNED);
    let most = values.iter().enumerate().map(|(index, x)| near(*x) - index).max();
    most.is_none_or(|most| 10 * most >= 7 * values.len())
}

/// Strips between bold headings at the top that no line below crosses: a column may be empty but for its
/// heading.
fn heading_strips(rows: &[TextRow], words: &Words<'_>) -> Vec<Strip> {
    let count = rows.iter().take_while(|row| is_bold(row, words)).count();
    let gaps = rows.iter().take(count).flat_map(|row| row.gaps());
    let strips = gaps.filter_map(|gap| rows.iter().try_fold(*gap, |strip, row| row.narrowed(strip)));
    // Within one heading the spaces are no wider than that.
    let size = rows.first().map_or(0.0, |row| row.size);
    strips.filter(|(from, to)| to - from >= SPACE * size).collect()
}

/// Without strips that have text of fewer than two lines between them: a column has more. Of two such
/// strips the narrower one is a space within a column.
fn parting_text(strips: Vec<Strip>, rows: &[TextRow]) -> Vec<Strip> {
    let mut kept: Vec<Strip> = Vec::new();
    for strip in strips {
        let from = kept.last().map_or(f32::NEG_INFINITY, |last| last.1);
        let filled = rows.iter().filter(|row| !row.leaves_free((from, strip.0))).count();
        match kept.last_mut() {
            _ if filled >= 2 => kept.push(strip),
            Some(last) if strip.1 - strip.0 > last.1 - last.0 => *last = strip,
            _ => {}
        }
    }
    kept
}

/// The region with the lines above and below that fit between its strips.
pub fn extended(mut region: Region, rows: &[TextRow], words: &Words<'_>) -> Region {
    let size = typical_size(rows.get(region.first..=region.last).unwrap_or_default());
    let near = |above: &TextRow, below: &TextRow| below.base - above.base <= NEAR * size;
    let pair = |above: usize| rows.get(above).zip(rows.get(above + 1));
    while let Some(above) = region.first.checked_sub(1)
        && let Some((row, next)) = pair(above)
        && near(row, next)
        && !is_page_number(row, &region.strips, words)
    {
        match fitting(row, &region.strips, size) {
            Some(strips) => region.strips = strips,
            None if is_span(row, next, &region.strips, words) => {}
            None => break,
        }
        region.first = above;
    }
    while let Some((row, next)) = pair(region.last)
        && near(row, next)
        && let Some(strips) = fitting(next, &region.strips, size)
    {
        region.strips = strips;
        region.last += 1;
    }
    region
}

/// Whether a line holds nothing but digits, and not in the first column: the page's number above a table.
fn is_page_number(row: &TextRow, strips: &[Strip], words: &Words<'_>) -> bool {
    let mut texts = row.words.iter().filter_map(|index| words.all.get(*index));
    let first = strips.first().map_or(f32::INFINITY, |strip| strip.0);
    texts.all(|word| word.bbox.x1 > first && word.text.chars().all(|c| c.is_ascii_digit()))
}

/// What a line leaves of the strips, where it leaves some of each and is of the table's size.
fn fitting(row: &TextRow, strips: &[Strip], size: f32) -> Option<Vec<Strip>> {
    if (row.size - size).abs() > 0.12 * size {
        return None;
    }
    let narrowed = |strip: &Strip| {
        if strip.1 - strip.0 < NARROWEST * size {
            return row.leaves_free(*strip).then_some(*strip);
        }
        row.narrowed(*strip)
    };
    strips.iter().map(narrowed).collect()
}

fn typical_size(rows: &[TextRow]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a line above is a heading over several columns: bold like the next, not over the first column,
/// and it runs across some of the strips only.
fn is_span(row: &TextRow, next: &TextRow, strips: &[Strip], words: &Words<'_>) -> bool {
    let across = strips.iter().filter(|strip| !row.leaves_free(**strip)).count();
    let first = row.words.first().and_then(|index| words.all.get(*index));
    let inside = strips.first().zip(first).is_some_and(|(strip, word)| word.bbox.x0 >= strip.0);
    let bold = is_bold(row, words) && is_bold(next, words);
    let close = next.base - row.base <= STOREY * row.size;
    bold && close && inside && across < strips.len() && (row.size - next.size).abs() < 0.5
}

pub fn is_bold(row: &TextRow, words: &Words<'_>) -> bool {
    row.words.iter().all(|index| words.is_bold(*index))
}
