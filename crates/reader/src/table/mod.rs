//! Tables of a page from rulings (lattice) or alignment (stream), and one logical table over many
//! pages (stitch): edges → cells → rows → parts → tables, each step small and pure.
