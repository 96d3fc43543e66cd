//! Drawn paths → rulings. Producers draw a table's lines as strokes, as boxes, as thin filled
//! rectangles, or as many of these in one path.

use hayro_interpret::DrawMode;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point};
use model::{BBox, Ruling};

/// A filled rectangle thinner than this is a line; a thicker one is a coloured area.
const THICKEST: f64 = 4.0;

/// How far a line may lean and still be horizontal or vertical, points over its length.
const LEAN: f64 = 0.7;

/// The rulings of a path as drawn on the page.
pub fn of_path(path: &BezPath, transform: Affine, mode: &DrawMode) -> Vec<Ruling> {
    match mode {
        DrawMode::Stroke(props) => stroked(path, transform, width(f64::from(props.line_width), transform)),
        DrawMode::Fill(_) => filled(path, transform),
        DrawMode::FillAndStroke(_, props) => {
            stroked(path, transform, width(f64::from(props.line_width), transform))
        }
        DrawMode::Invisible => Vec::new(),
    }
}

/// The part of a ruling inside the clip, if any is.
pub fn clipped(mut ruling: Ruling, clip: &BBox) -> Option<Ruling> {
    // Half a line's width: a clip often runs through the middle of the line that it frames.
    let slack = ruling.thickness / 2.0 + 0.5;
    ruling.x0 = ruling.x0.max(clip.x0 - slack);
    ruling.x1 = ruling.x1.min(clip.x1 + slack);
    ruling.y0 = ruling.y0.max(clip.y0 - slack);
    ruling.y1 = ruling.y1.min(clip.y1 + slack);
    (ruling.x0 <= ruling.x1 && ruling.y0 <= ruling.y1).then_some(ruling)
}

fn width(line_width: f64, transform: Affine) -> f64 {
    line_width.abs() * transform.determinant().abs().sqrt()
}

fn stroked(path: &BezPath, transform: Affine, thickness: f64) -> Vec<Ruling> {
    let mut found = Vec::new();
    for outline in outlines(path, transform) {
        for pair in outline.windows(2) {
            if let [from, to] = pair {
                found.extend(segment(*from, *to, thickness));
            }
        }
    }
    found
}

fn filled(path: &BezPath, transform: Affine) -> Vec<Ruling> {
    outlines(path, transform).iter().filter_map(|outline| thin_box(outline)).collect()
}

/// The corners of each part of the path; a part with curves is no line and left out.
fn outlines(path: &BezPath, transform: Affine) -> Vec<Vec<Point>> {
    let mut all: Vec<Vec<Point>> = Vec::new();
    let mut current: Vec<Point> = Vec::new();
    let mut curved = false;
    for element in path.elements() {
        match element {
            PathEl::MoveTo(point) => {
                keep(&mut all, &mut current, &mut curved);
                current.push(transform * *point);
            }
            PathEl::LineTo(point) => current.push(transform * *point),
            PathEl::ClosePath => {
                if let Some(first) = current.first().copied() {
                    current.push(first);
                    keep(&mut all, &mut current, &mut curved);
                    current.push(first);
                }
            }
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                curved = true;
                current.push(transform * *point);
            }
        }
    }
    keep(&mut all, &mut current, &mut curved);
    all
}

fn keep(all: &mut Vec<Vec<Point>>, current: &mut Vec<Point>, curved: &mut bool) {
    let sound = current.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    if !*curved && sound && current.len() > 1 {
        all.push(std::mem::take(current));
    }
    current.clear();
    *curved = false;
}

fn segment(from: Point, to: Point, thickness: f64) -> Option<Ruling> {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    let level = dy <= LEAN && dx >= dy;
    let upright = dx <= LEAN && dy > dx;
    let (x0, x1) = (from.x.min(to.x), from.x.max(to.x));
    let (y0, y1) = (from.y.min(to.y), from.y.max(to.y));
    // A stroke as thick as it is long is a bar drawn with one wide stroke: its line runs across.
    if level && thickness > THICKEST && dx <= THICKEST {
        let x = (x0 + x1) / 2.0;
        return Some(ruling(x, y0 - thickness / 2.0, x, y1 + thickness / 2.0, dx));
    }
    if upright && thickness > THICKEST && dy <= THICKEST {
        let y = (y0 + y1) / 2.0;
        return Some(ruling(x0 - thickness / 2.0, y, x1 + thickness / 2.0, y, dy));
    }
    if level {
        let y = (y0 + y1) / 2.0;
        Some(ruling(x0, y, x1, y, thickness))
    } else if upright {
        let x = (x0 + x1) / 2.0;
        Some(ruling(x, y0, x, y1, thickness))
    } else {
        None
    }
}

/// The middle line of a filled shape that is as thin as a line.
fn thin_box(outline: &[Point]) -> Option<Ruling> {
    let first = outline.first()?;
    let (mut x0, mut y0, mut x1, mut y1) = (first.x, first.y, first.x, first.y);
    for point in outline {
        x0 = x0.min(point.x);
        y0 = y0.min(point.y);
        x1 = x1.max(point.x);
        y1 = y1.max(point.y);
    }
    let (w, h) = (x1 - x0, y1 - y0);
    if h <= THICKEST && w >= h {
        let y = (y0 + y1) / 2.0;
        Some(ruling(x0, y, x1, y, h))
    } else if w <= THICKEST && h > w {
        let x = (x0 + x1) / 2.0;
        Some(ruling(x, y0, x, y1, w))
    } else {
        None
    }
}

fn ruling(x0: f64, y0: f64, x1: f64, y1: f64, thickness: f64) -> Ruling {
    Ruling { x0: x0 as f32, y0: y0 as f32, x1: x1 as f32, y1: y1 as f32, thickness: thickness as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::kurbo::{Rect, Shape};
    use hayro_interpret::{FillRule, StrokeProps};

    fn ends(rulings: &[Ruling]) -> Vec<(f32, f32, f32, f32)> {
        rulings.iter().map(|r| (r.x0, r.y0, r.x1, r.y1)).collect()
    }

    #[test]
    fn a_stroked_box_gives_four() {
        let path = Rect::new(10.0, 20.0, 110.0, 70.0).to_path(0.1);
        let found = of_path(&path, Affine::IDENTITY, &DrawMode::Stroke(StrokeProps::default()));
        assert_eq!(found.len(), 4);
        assert_eq!(found.iter().filter(|r| r.is_horizontal()).count(), 2);
    }

    #[test]
    fn thin_fills_are_lines_and_areas_are_not() {
        let mut path = Rect::new(10.0, 20.0, 110.0, 20.5).to_path(0.1);
        path.extend(Rect::new(10.0, 20.0, 10.5, 90.0).to_path(0.1));
        path.extend(Rect::new(10.0, 20.0, 60.0, 90.0).to_path(0.1));
        let found = of_path(&path, Affine::scale(2.0), &DrawMode::Fill(FillRule::NonZero));
        assert_eq!(ends(&found), [(20.0, 40.5, 220.0, 40.5), (20.5, 40.0, 20.5, 180.0)]);
    }

    #[test]
    fn slanted_lines_and_curves_are_none() {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((50.0, 50.0));
        path.move_to((0.0, 0.0));
        path.curve_to((10.0, 0.0), (20.0, 0.0), (30.0, 0.0));
        assert!(of_path(&path, Affine::IDENTITY, &DrawMode::Stroke(StrokeProps::default())).is_empty());
    }

    #[test]
    fn a_clip_cuts() {
        let line = Ruling { x0: 0.0, y0: 5.0, x1: 100.0, y1: 5.0, thickness: 1.0 };
        let inside = clipped(line, &BBox::new(10.0, 0.0, 50.0, 50.0));
        assert_eq!(inside.map(|r| (r.x0, r.x1)), Some((9.0, 51.0)));
        assert_eq!(clipped(line, &BBox::new(10.0, 20.0, 50.0, 50.0)), None);
    }
}
