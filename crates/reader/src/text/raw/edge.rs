//! Which cells of a row share a line.
//!
//! Lines stand on the same height where the last line of a cell does with the first of the next. Where all
//! cells begin at the top of their row, that is so behind each cell of a single line; where they stand in its
//! middle, between two such. A cell of several lines hardly ends beside another. How a table does it is
//! learnt from its rows.

use super::likely::cost_of;

/// What stands before a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing, or a row of the page before.
    Nothing,
    Index,
    /// A cell of one line.
    One,
    /// A cell of several lines.
    Many,
}

impl Left {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Index, Self::One, Self::Many];
}

/// Two neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    pub left: Left,
    /// The right cell has one line.
    pub single: bool,
    /// The right cell begins on the left one's last line.
    pub shared: bool,
}

/// How often neighbours share a line, and do not, by what they are.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    seen: [[f32; 2]; 6],
}

impl Edges {
    pub fn learn(&mut self, edge: Edge) {
        if let Some(count) =
            kind(edge).and_then(|kind| self.seen.get_mut(kind)?.get_mut(usize::from(edge.shared)))
        {
            *count += 1.0;
        }
    }

    pub fn cost(&self, edge: Edge) -> f32 {
        /// Before anything is seen: how often apart, and together.
        const PRIOR: [[f32; 2]; 6] = [[1.0, 1.0], [0.3, 2.0], [1.0, 1.0], [0.3, 3.0], [4.0, 0.1], [4.0, 0.1]];
        let Some(kind) = kind(edge) else { return 0.0 };
        let (Some(seen), Some(prior)) = (self.seen.get(kind), PRIOR.get(kind)) else { return 0.0 };
        let [apart, together] = [seen[0] + prior[0], seen[1] + prior[1]];
        cost_of(if edge.shared { together } else { apart }, apart + together)
    }
}

fn kind(edge: Edge) -> Option<usize> {
    let single = usize::from(edge.single);
    match edge.left {
        Left::Nothing => None,
        Left::Index => Some(single),
        Left::One => Some(2 + single),
        Left::Many => Some(4 + single),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_at_the_top_share_their_first_line() {
        let mut edges = Edges::default();
        let edge = |left, single, shared| Edge { left, single, shared };
        assert!(edges.cost(edge(Left::Many, true, true)) > 3.0);
        assert!(edges.cost(edge(Left::One, true, true)) < 0.2);
        for _ in 0..9 {
            edges.learn(edge(Left::One, false, true));
        }
        assert!(edges.cost(edge(Left::One, false, false)) > 2.0);
        assert!(edges.cost(edge(Left::One, false, true)) < 0.2);
        assert!(edges.cost(edge(Left::Nothing, false, true)).abs() < 0.1);
    }
}
