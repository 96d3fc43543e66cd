//! Rulings → edges: straight, merged along their line, and grouped by what touches what.

use model::Ruling;

/// A straight horizontal or vertical line. A horizontal one lies at y = `at` from x = `from` to `to`;
/// a vertical one at x = `at` from y = `from` to `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// Edges of both directions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edges {
    pub horizontal: Vec<Edge>,
    pub vertical: Vec<Edge>,
}

/// How far from straight a ruling may be. A scan that was turned upright leaves a line across the page
/// one or two points lower at one end; text lines lie at least six points apart.
const SLANT: f32 = 3.0;
/// Pieces of one line lie within this of each other: scanned lines waver by a point.
const WAVER: f32 = 1.5;
/// A gap in a line that is no gap: cells drawn one by one with spacing, corners left open by a browser.
const GAP: f32 = 4.0;
/// The pieces of a dashed line are not longer, and their gaps not wider.
const DASH: f32 = 15.0;
/// A shorter edge parts nothing: a dot, a tick, a serif that was taken for a line.
const SHORTEST: f32 = 3.0;
/// More edges than any sheet has; the rest of a drawing with 100,000 strokes is left aside.
const MOST: usize = 4000;
/// Edges touch across this distance: rounded corners and scanned lines end up to two points short.
const TOUCH: f32 = 3.0;

impl Edge {
    pub fn length(&self) -> f32 {
        self.to - self.from
    }
}

impl Edges {
    pub fn add(&mut self, other: Self) {
        self.horizontal.extend(other.horizontal);
        self.vertical.extend(other.vertical);
    }

    /// From the top, and from the left.
    pub fn sort(&mut self) {
        self.horizontal.sort_by(|a, b| a.at.total_cmp(&b.at));
        self.vertical.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
}

/// The edges of a page.
pub fn edges(rulings: &[Ruling]) -> Edges {
    let straight = straighten(rulings);
    Edges { horizontal: longest(merge(straight.horizontal)), vertical: longest(merge(straight.vertical)) }
}

/// Every ruling as a horizontal or vertical edge; a dot, which may belong to a dotted line of either
/// direction, as both.
fn straighten(rulings: &[Ruling]) -> Edges {
    let mut edges = Edges::default();
    for ruling in rulings {
        let (dx, dy) = (ruling.x1 - ruling.x0, ruling.y1 - ruling.y0);
        let finite = [ruling.x0, ruling.y0, ruling.x1, ruling.y1].iter().all(|v| v.abs() < 1.0e6);
        if !finite || dx < 0.0 || dy < 0.0 {
            continue;
        }
        let dot = dx < SHORTEST && dy < SHORTEST;
        if dot || (dx >= dy && dy <= SLANT) {
            edges.horizontal.push(Edge { at: (ruling.y0 + ruling.y1) / 2.0, from: ruling.x0, to: ruling.x1 });
        }
        if dot || (dy > dx && dx <= SLANT) {
            edges.vertical.push(Edge { at: (ruling.x0 + ruling.x1) / 2.0, from: ruling.y0, to: ruling.y1 });
        }
    }
    edges
}

/// Joins the pieces of each line: overlapping ones, doubled ones, dashes.
pub fn merge(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged = Vec::new();
    let mut line: Vec<Edge> = Vec::new();
    for edge in edges {
        if line.first().is_some_and(|first| edge.at - first.at > WAVER) {
            merge_line(&mut line, &mut merged);
        }
        line.push(edge);
    }
    merge_line(&mut line, &mut merged);
    merged.retain(|edge| edge.length() >= SHORTEST);
    merged
}

fn merge_line(line: &mut Vec<Edge>, merged: &mut Vec<Edge>) {
    line.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut current: Option<Joined> = None;
    for piece in line.drain(..) {
        match &mut current {
            Some(joined) if joined.takes(&piece) => joined.add(piece),
            _ => merged.extend(current.replace(Joined::new(piece)).map(|joined| joined.edge())),
        }
    }
    merged.extend(current.map(|joined| joined.edge()));
}

/// A line that grows piece by piece; it lies where the longest of its pieces lie on average.
struct Joined {
    from: f32,
    to: f32,
    last: f32,
    weight: f32,
    sum: f32,
}

impl Joined {
    fn new(piece: Edge) -> Self {
        let weight = piece.length().max(0.1);
        Self { from: piece.from, to: piece.to, last: piece.length(), weight, sum: piece.at * weight }
    }

    fn takes(&self, piece: &Edge) -> bool {
        let gap = piece.from - self.to;
        let dashes = self.last <= DASH && piece.length() <= DASH;
        gap <= GAP || (dashes && gap <= DASH && gap <= 2.0 * self.last.max(piece.length()) + 1.0)
    }

    fn add(&mut self, piece: Edge) {
        let weight = piece.length().max(0.1);
        self.weight += weight;
        self.sum += piece.at * weight;
        self.to = self.to.max(piece.to);
        self.last = piece.length();
    }

    fn edge(&self) -> Edge {
        Edge { at: self.sum / self.weight, from: self.from, to: self.to }
    }
}

fn longest(mut edges: Vec<Edge>) -> Vec<Edge> {
    if edges.len() > MOST {
        edges.sort_by(|a, b| b.length().total_cmp(&a.length()));
        edges.truncate(MOST);
    }
    edges.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    edges
}

/// Groups of edges that hang together, from top to bottom. An edge that touches no other is a group of
/// its own. The horizontal edges must be sorted by `at`, as [`edges`] gives them.
pub fn components(edges: &Edges) -> Vec<Edges> {
    let count = edges.horizontal.len();
    let mut roots: Vec<usize> = (0..count + edges.vertical.len()).collect();
    for (v, vertical) in edges.vertical.iter().enumerate() {
        let start = edges.horizontal.partition_point(|h| h.at < vertical.from - TOUCH);
        let beside = edges.horizontal.iter().enumerate().skip(start);
        for (h, horizontal) in beside.take_while(|(_, h)| h.at <= vertical.to + TOUCH) {
            if vertical.at >= horizontal.from - TOUCH && vertical.at <= horizontal.to + TOUCH {
                union(&mut roots, h, count + v);
            }
        }
    }
    collect(edges, &mut roots)
}

fn collect(edges: &Edges, roots: &mut [usize]) -> Vec<Edges> {
    let mut groups: Vec<Edges> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; roots.len()];
    let count = edges.horizontal.len();
    let all = edges.horizontal.iter().chain(&edges.vertical).enumerate();
    for (index, edge) in all {
        let root = find(roots, index);
        let Some(slot) = group_of.get_mut(root) else { continue };
        let group = *slot.get_or_insert(groups.len());
        if group == groups.len() {
            groups.push(Edges::default());
        }
        if let Some(group) = groups.get_mut(group) {
            if index < count { group.horizontal.push(*edge) } else { group.vertical.push(*edge) }
        }
    }
    groups
}

fn find(roots: &mut [usize], mut index: usize) -> usize {
    while let Some(&parent) = roots.get(index) {
        if parent == index {
            break;
        }
        let grandparent = roots.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = roots.get_mut(index) {
            *slot = grandparent;
        }
        index = grandparent;
    }
    index
}

fn union(roots: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(roots, a), find(roots, b));
    if let Some(slot) = roots.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

/// Values that mean one line, put together: their mean, in ascending order.
/// A line drawn twice lies up to three points from itself (double borders, each cell's own box); four
/// points are the most, or a chain of near lines would creep over a whole row.
pub fn snap(mut values: Vec<f32>) -> Vec<f32> {
    const NEAR: f32 = 3.0;
    const REACH: f32 = 4.0;
    values.sort_by(f32::total_cmp);
    let mut snapped: Vec<f32> = Vec::new();
    let mut group: Vec<f32> = Vec::new();
    let mean = |group: &[f32]| group.iter().sum::<f32>() / group.len() as f32;
    for value in values {
        let apart = group.last().is_some_and(|last| value - last > NEAR)
            || group.first().is_some_and(|first| value - first > REACH);
        if apart {
            snapped.push(mean(&group));
            group.clear();
        }
        group.push(value);
    }
    if !group.is_empty() {
        snapped.push(mean(&group));
    }
    snapped
}
