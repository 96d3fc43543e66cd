//! The light of a page made even. Grey or shaded paper around and within a cell is read as letters, and
//! its grain is looked at for minutes. White paper stays as it is.

use image::{GrayImage, Luma};

/// Side of the squares whose paper is measured, in dots: wider than a stroke, narrower than a shadow.
const SQUARE: u32 = 32;
/// Paper as light as this needs nothing.
const WHITE: u8 = 250;
/// In percent: so many dots of a square with writing are darker than its paper.
const WRITTEN: usize = 75;
/// In percent: fewer squares than this are pictures, seals and black borders, not shadow.
const SHADED: usize = 10;

/// The paper's grey, square by square.
pub struct Paper {
    greys: Vec<u8>,
    columns: usize,
    rows: usize,
}

/// The dots with paper of any light brought to white; `None` where it is white already.
pub fn evened(dots: &GrayImage) -> Option<GrayImage> {
    let paper = Paper::around(dots);
    let shaded = paper.greys.iter().filter(|grey| **grey < WHITE).count();
    if shaded * 100 <= paper.greys.len() * SHADED {
        return None;
    }
    let least = paper.usual() / 2;
    let mut even = dots.clone();
    for (y, row) in even.enumerate_rows_mut() {
        let light = paper.row(y, least);
        for (x, _, dot) in row {
            let grey = f32::from(dot.0[0]) * 255.0 / blend(&light, x);
            *dot = Luma([grey.min(255.0) as u8]);
        }
    }
    whiten(&mut even);
    Some(even)
}

/// The grain of what is now white, half-way to the ink: the letters' soft edges stay.
fn whiten(dots: &mut GrayImage) {
    let threshold = super::picture::threshold(dots);
    let grain = threshold + (u8::MAX - threshold) / 2;
    dots.pixels_mut().filter(|dot| dot.0[0] > grain).for_each(|dot| dot.0[0] = 255);
}

impl Paper {
    /// The paper of each square: the lightest of its own and its neighbours'.
    pub fn around(dots: &GrayImage) -> Self {
        Self::measure(dots).lightest_around()
    }

    /// The paper's grey at a dot.
    pub fn grey(&self, x: u32, y: u32) -> u8 {
        self.at((x / SQUARE) as usize, (y / SQUARE) as usize)
    }

    fn measure(dots: &GrayImage) -> Self {
        let (columns, rows) = (dots.width().div_ceil(SQUARE), dots.height().div_ceil(SQUARE));
        let squares = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let greys = squares.map(|(column, row)| paper_of(dots, column * SQUARE, row * SQUARE)).collect();
        Self { greys, columns: columns as usize, rows: rows as usize }
    }

    fn at(&self, column: usize, row: usize) -> u8 {
        let column = column.min(self.columns.saturating_sub(1));
        let row = row.min(self.rows.saturating_sub(1));
        self.greys.get(row * self.columns + column).copied().unwrap_or(u8::MAX)
    }

    /// A square may be all ink; the light of its neighbours is its own.
    fn lightest_around(&self) -> Self {
        let around = |at: usize| at.saturating_sub(1)..=at + 1;
        let lightest = |column: usize, row: usize| {
            around(row).flat_map(|row| around(column).map(move |column| self.at(column, row))).max()
        };
        let squares = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        let greys = squares.map(|(column, row)| lightest(column, row).unwrap_or(u8::MAX)).collect();
        Self { greys, ..*self }
    }

    fn usual(&self) -> u8 {
        let mut greys = self.greys.clone();
        greys.sort_unstable();
        greys.get(greys.len() / 2).copied().unwrap_or(u8::MAX)
    }

    /// The light along a row of dots, square by square; what is darker than `least` is black in any light.
    fn row(&self, y: u32, least: u8) -> Vec<f32> {
        let (row, share) = place(y);
        let light = |column: usize, row: usize| f32::from(self.at(column, row).max(least).max(1));
        let mix = |column: usize| light(column, row) * (1.0 - share) + light(column, row + 1) * share;
        (0..self.columns).map(mix).collect()
    }
}

/// The square whose middle is before a dot, and how far the dot is on its way to the next.
fn place(at: u32) -> (usize, f32) {
    let at = (at as f32 / SQUARE as f32 - 0.5).max(0.0);
    (at as usize, at.fract())
}

fn blend(light: &[f32], x: u32) -> f32 {
    let (column, share) = place(x);
    let here = light.get(column).copied().unwrap_or(255.0);
    let next = light.get(column + 1).copied().unwrap_or(here);
    here * (1.0 - share) + next * share
}

/// The grey that most of a square's lighter dots have.
fn paper_of(dots: &GrayImage, left: u32, top: u32) -> u8 {
    let mut counts = [0_usize; 256];
    let (right, bottom) = ((left + SQUARE).min(dots.width()), (top + SQUARE).min(dots.height()));
    for (x, y) in (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y))) {
        if let Some(count) = counts.get_mut(usize::from(dots.get_pixel(x, y).0[0])) {
            *count += 1;
        }
    }
    let written = counts.iter().sum::<usize>() * WRITTEN / 100;
    let mut below = 0;
    let grey = counts.iter().position(|count| {
        below += count;
        below > written
    });
    grey.and_then(|grey| u8::try_from(grey).ok()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writing on paper of a light that falls from left to right.
    fn page(left: u32, right: u32) -> GrayImage {
        GrayImage::from_fn(400, 300, |x, y| {
            let paper = left - (left - right) * x / 400;
            let ink = y % 40 < 8 && x % 20 < 8;
            Luma([if ink { paper / 5 } else { paper - (x * 7 + y * 3) % 5 } as u8])
        })
    }

    #[test]
    fn shaded_paper_is_white_and_its_writing_stays() {
        for (left, right) in [(214, 190), (250, 120), (160, 155)] {
            let even = evened(&page(left, right)).unwrap();
            let whites = even.pixels().filter(|dot| dot.0[0] == 255).count();
            let inks = even.pixels().filter(|dot| dot.0[0] < 70).count();
            assert_eq!((whites, inks), (400 * 300 - 160 * 64, 160 * 64), "{left} {right}");
        }
    }

    #[test]
    fn white_paper_stays_as_it_is() {
        let mut white = page(255, 255);
        assert!(evened(&white).is_none());
        // A black border is no shadow.
        white.enumerate_pixels_mut().filter(|(x, ..)| *x < 30).for_each(|(.., dot)| dot.0[0] = 0);
        assert!(evened(&white).is_none());
        assert!(evened(&GrayImage::new(0, 0)).is_none());
    }
}
