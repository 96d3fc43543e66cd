//! Cells that know only where their edges lie (DOC, RTF) → columns of a grid.

/// Edges closer than this are one: people drag borders by hand, and no column is 5 points wide.
/// Twentieths of a point.
const SAME: i32 = 100;

/// The edges of all rows of a table, from left to right, without those that mean the same.
#[derive(Debug, Default)]
pub struct Edges(Vec<i32>);

impl Edges {
    pub fn new(mut edges: Vec<i32>) -> Self {
        edges.sort_unstable();
        let mut distinct: Vec<i32> = Vec::new();
        for edge in edges {
            if distinct.last().is_none_or(|&last| edge.saturating_sub(last) > SAME) {
                distinct.push(edge);
            }
        }
        Self(distinct)
    }

    /// The column that begins at an edge.
    fn column(&self, edge: i32) -> u32 {
        let after = self.0.partition_point(|&known| known <= edge);
        after.saturating_sub(1) as u32
    }

    /// First column and number of columns of a cell between two edges.
    pub fn span(&self, left: i32, right: i32) -> (u32, u32) {
        let start = self.column(left);
        (start, self.column(right).saturating_sub(start).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_edges_are_one() {
        let edges = Edges::new(vec![0, 500, 2000, -8, 540, 2000, 3000]);
        assert_eq!(edges.span(-8, 500), (0, 1));
        assert_eq!(edges.span(0, 2000), (0, 2));
        assert_eq!(edges.span(540, 3000), (1, 2));
        assert_eq!(edges.span(i32::MAX, i32::MIN), (3, 1));
    }
}
