//! Whether the columns of two parts are the same columns.

use super::grid::nearest;

/// The columns of two parts as columns of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// Boundaries of all columns, in the first part's measure.
    pub columns: Vec<f32>,
    /// For each boundary of the first part its number among all.
    pub first: Vec<usize>,
    /// The same for the second part.
    pub second: Vec<usize>,
}

/// The same column on two pages lies within this share of the table's width. Office programs repeat it to
/// a point, two scanned pages differ by two or three.
const SAME: f32 = 0.008;
/// But never nearer than this many points.
const SAME_AT_LEAST: f32 = 3.5;
/// Widths of one table may differ by this share and still be the same measure.
const SAME_WIDTH: f32 = 0.02;

/// Aligns the boundaries of two parts. The second may be shifted (odd and even margins) or scaled
/// (another page width). On pages of one width, one part may lack columns of the other, where all its
/// rows are merged over them.
pub fn align(first: &[f32], second: &[f32]) -> Option<Alignment> {
    let (a0, a1) = (*first.first()?, *first.last()?);
    let (b0, b1) = (*second.first()?, *second.last()?);
    let (width, other) = (a1 - a0, b1 - b0);
    if width <= 0.0 || other <= 0.0 {
        return None;
    }
    let scaled: Vec<f32> = second.iter().map(|x| a0 + (x - b0) * width / other).collect();
    let same_width = (width - other).abs() <= SAME_WIDTH * width;
    if first.len() != second.len() && !same_width {
        return None;
    }
    let tolerance = (SAME * width).max(SAME_AT_LEAST);
    let (many, few) = if first.len() >= second.len() { (first, &*scaled) } else { (&*scaled, first) };
    let mapped = subset(many, few, tolerance)?;
    let all: Vec<usize> = (0..many.len()).collect();
    let columns = many.to_vec();
    Some(if first.len() >= second.len() {
        Alignment { columns, first: all, second: mapped }
    } else {
        Alignment { columns, first: mapped, second: all }
    })
}

/// Columns matched by their order alone, for parts whose headings prove that they are the same.
pub fn by_order(first: &[f32], second: &[f32]) -> Option<Alignment> {
    let all: Vec<usize> = (0..first.len()).collect();
    (first.len() == second.len()).then(|| Alignment {
        columns: first.to_vec(),
        first: all.clone(),
        second: all,
    })
}

/// For each of the few boundaries the one of the many that it is; none where one has no partner.
fn subset(many: &[f32], few: &[f32], tolerance: f32) -> Option<Vec<usize>> {
    let mut mapped: Vec<usize> = Vec::with_capacity(few.len());
    for &x in few {
        let index = nearest(many, x);
        let near = many.get(index).is_some_and(|partner| (partner - x).abs() <= tolerance);
        if !near || mapped.last().is_some_and(|last| *last >= index) {
            return None;
        }
        mapped.push(index);
    }
    Some(mapped)
}
