//! The outline: a tree of headings over paragraphs and tables, built from marks and looks.

use crate::item::{Item, LONGEST_HEADING};
use crate::marker::MarkerKind;
use crate::phrases::LETTERHEAD;
use model::Heading;
use normalizer::is_alphabetic;

/// What stands in the document's body, in reading order.
#[derive(Debug, Clone)]
pub enum Piece {
    Item(Item),
    /// An annex or a table's caption: it opens a part of its own.
    Annex(Item, Heading),
    /// Number of the table among the body's tables.
    Table(usize),
}

/// The tree; node 0 is the document itself.
#[derive(Debug, Clone)]
pub struct Outline {
    pub nodes: Vec<Node>,
}

/// An item with what stands below it. A node without entries is a leaf.
#[derive(Debug, Clone)]
pub struct Node {
    /// `None` for the document itself.
    pub item: Option<Item>,
    pub heading: Heading,
    pub rank: u8,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub enum Entry {
    /// A paragraph without mark.
    Paragraph(Item),
    /// Number of a node.
    Node(usize),
    /// Number of a table.
    Table(usize),
}

/// Rank of an unmarked heading in capitals or of the first heading style: as a Roman number's.
const SHOUTED: u8 = 5;
/// Rank of an unmarked heading whose words are known to head sections: below numbers.
const KNOWN: u8 = 13;
/// Rank of any other unmarked heading: above letters and bullets.
const UNMARKED: u8 = 14;

/// Builds the tree.
pub fn build(pieces: Vec<Piece>) -> Outline {
    let root = Node {
        item: None,
        heading: Heading { index: None, title: String::new() },
        rank: 0,
        entries: Vec::new(),
    };
    let mut builder = Builder { nodes: vec![root], stack: vec![0] };
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Annex(item, heading) => builder.open(item, heading, 0),
            Piece::Table(table) => builder.attach(Entry::Table(table)),
            Piece::Item(mut item) => {
                while let Some(Piece::Item(title)) = pieces.next_if(|next| is_title_of(&item, next)) {
                    join(&mut item, title);
                }
                let followed = match pieces.peek() {
                    Some(Piece::Item(next)) => !is_unmarked_heading(next) || rank(next) > rank(&item),
                    Some(Piece::Table(_)) => true,
                    _ => false,
                };
                builder.take(item, followed);
            }
        }
    }
    Outline { nodes: builder.nodes }
}

struct Builder {
    nodes: Vec<Node>,
    /// Open nodes, outermost first; the first is the document.
    stack: Vec<usize>,
}

impl Builder {
    fn take(&mut self, item: Item, followed: bool) {
        let heading = Heading {
            index: item.marker.as_ref().and_then(|marker| marker.index.clone()),
            title: item.text.clone(),
        };
        match item.marker.as_ref().map(|marker| marker.kind) {
            Some(kind) => self.open_marked(item, heading, kind),
            None if followed && is_unmarked_heading(&item) => {
                let rank = rank(&item);
                self.open(item, heading, rank);
            }
            None => {
                if item.closing {
                    // It closes the document or its part, whatever stands open.
                    self.close_to(MarkerKind::Roman.rank());
                } else if item.is_shouted() && item.is_lead_in() {
                    // «QUYẾT ĐỊNH:» ends the grounds: what is decided stands under none of them.
                    self.close_to(MarkerKind::Annex.rank());
                }
                self.attach(Entry::Paragraph(item));
            }
        }
    }

    fn open_marked(&mut self, item: Item, heading: Heading, kind: MarkerKind) {
        if let MarkerKind::Bullet(mark) = kind {
            let same = |node: usize| self.marker_of(node) == Some(MarkerKind::Bullet(mark));
            if let Some(level) = self.stack.iter().position(|&node| same(node)) {
                self.stack.truncate(level);
                let rank = kind.rank();
                self.push(item, heading, rank);
                return;
            }
            // Another bullet under a bullet stands below it, whichever signs the writer chose.
            let rank = self
                .top_rank()
                .map_or(kind.rank(), |top| if top >= kind.rank() { top + 1 } else { kind.rank() });
            self.push(item, heading, rank);
            return;
        }
        let article = self.stack.iter().rposition(|&node| self.marker_of(node) == Some(MarkerKind::Article));
        match (kind, article) {
            // Articles stand beside each other, whatever stands within them.
            (MarkerKind::Article, Some(level)) => {
                self.stack.truncate(level);
                self.push(item, heading, kind.rank());
            }
            // «Điều 1. Phê duyệt Đề án với những nội dung sau:» holds the whole of it, from «I.» on.
            (MarkerKind::Roman, Some(level)) if self.leads_in(level) => {
                self.open(item, heading, MarkerKind::Article.rank() + 1);
            }
            _ => self.open(item, heading, kind.rank()),
        }
    }

    /// Whether the open node at this level ends in a colon.
    fn leads_in(&self, level: usize) -> bool {
        let node = self.stack.get(level).and_then(|&node| self.nodes.get(node));
        node.and_then(|node| node.item.as_ref()).is_some_and(Item::is_lead_in)
    }

    /// Leaves every open node that is deeper than a rank.
    fn close_to(&mut self, rank: u8) {
        while self.stack.len() > 1 && self.top_rank().is_some_and(|top| top > rank) {
            self.stack.pop();
        }
    }

    fn open(&mut self, item: Item, heading: Heading, rank: u8) {
        while self.stack.len() > 1 && self.top_rank().is_some_and(|top| top >= rank) {
            self.stack.pop();
        }
        self.push(item, heading, rank);
    }

    fn push(&mut self, item: Item, heading: Heading, rank: u8) {
        let number = self.nodes.len();
        self.nodes.push(Node { item: Some(item), heading, rank, entries: Vec::new() });
        if let Some(parent) = self.stack.last().and_then(|&top| self.nodes.get_mut(top)) {
            parent.entries.push(Entry::Node(number));
        }
        self.stack.push(number);
    }

    /// Hangs a paragraph or table under the innermost open node that looks like a heading.
    fn attach(&mut self, entry: Entry) {
        let heads = |node: &Node| node.rank == 0 || node.item.as_ref().is_none_or(Item::is_title);
        let title = |node: &usize| self.nodes.get(*node).is_some_and(heads);
        let level = self.stack.iter().rposition(title).unwrap_or(0);
        self.stack.truncate(level + 1);
        if let Some(parent) = self.stack.last().and_then(|&top| self.nodes.get_mut(top)) {
            parent.entries.push(entry);
        }
    }

    fn top_rank(&self) -> Option<u8> {
        self.stack.last().and_then(|&top| self.nodes.get(top)).map(|node| node.rank)
    }

    fn marker_of(&self, node: usize) -> Option<MarkerKind> {
        let item = self.nodes.get(node)?.item.as_ref()?;
        item.marker.as_ref().map(|marker| marker.kind)
    }
}

/// How deep an unmarked heading stands, by its look and words.
fn rank(item: &Item) -> u8 {
    match item.style {
        Some(level) => SHOUTED + level.saturating_sub(1).min(5),
        None if item.is_shouted() => SHOUTED,
        None if item.heads => KNOWN,
        None => UNMARKED,
    }
}

/// Whether the line below «Chương II» is its title.
fn is_title_of(item: &Item, next: &Piece) -> bool {
    let part = item.marker.as_ref().is_some_and(|marker| marker.kind.is_part());
    let Piece::Item(next) = next else { return false };
    let goes_on = item.text.is_empty() || item.is_shouted() && next.is_shouted();
    part && goes_on && is_unmarked_heading(next)
}

/// Closes a title up with the line before it.
fn join(item: &mut Item, title: Item) {
    model::document::close_up(&mut item.text, &title.text);
    model::document::close_up(&mut item.full, &title.full);
    item.bold |= title.bold;
    item.places.extend(title.places);
}

/// A line without mark that heads what follows: a heading style, or bold or capitals and no sentence.
fn is_unmarked_heading(item: &Item) -> bool {
    let sentence = item.text.ends_with(['.', ';', ':', ',']);
    let striking = item.style.is_some() || item.bold || item.is_shouted();
    let worded = || item.text.chars().filter(|c| is_alphabetic(*c)).count() >= 2;
    item.marker.is_none()
        && striking
        && !sentence
        && worded()
        && !item.is_bracketed()
        && item.text.chars().count() <= LONGEST_HEADING
        && !LETTERHEAD.resembles(&item.text, "motto")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::paragraph;
    use crate::vocabulary::Vocabulary;

    fn shape(lines: &[&str]) -> String {
        let item = |text: &&str| Piece::Item(Item::new(&paragraph(text), Vocabulary::builtin()));
        let outline = build(lines.iter().map(item).collect());
        let mut out = String::new();
        show(&outline, 0, &mut out);
        out
    }

    fn show(outline: &Outline, node: usize, out: &mut String) {
        for entry in &outline.nodes[node].entries {
            match entry {
                Entry::Paragraph(item) => out.push_str(&item.text),
                Entry::Table(_) => out.push('#'),
                Entry::Node(number) => {
                    let heading = &outline.nodes[*number].heading;
                    out.push_str(&format!("{}:{}(", heading.index.as_deref().unwrap_or(""), heading.title));
                    show(outline, *number, out);
                    out.push(')');
                }
            }
            out.push(' ');
        }
    }

    #[test]
    fn marks_nest() {
        assert_eq!(
            shape(&["I. MỘT", "1. Hai", "- ba", "+ bốn", "- năm", "2. Sáu", "a) bảy", "II. TÁM", "Chín."]),
            "I:MỘT(1:Hai(:ba(:bốn() ) :năm() ) 2:Sáu(a:bảy() ) ) II:TÁM(Chín. ) "
        );
        assert_eq!(
            shape(&["1. Hai", "1.1. Ba", "1.1.1. Bốn", "1.2. Năm"]),
            "1:Hai(1.1:Ba(1.1.1:Bốn() ) 1.2:Năm() ) "
        );
    }

    #[test]
    fn parts_articles_and_what_is_decided() {
        assert_eq!(
            shape(&[
                "Chương I",
                "MỤC TIÊU",
                "I. Một",
                "1. Hai",
                "Chương II",
                "GIẢI PHÁP",
                "Mục 1",
                "VỐN",
                "a) Ba"
            ]),
            "Chương I:MỤC TIÊU(I:Một(1:Hai() ) ) Chương II:GIẢI PHÁP(Mục 1:VỐN(a:Ba() ) ) "
        );
        assert_eq!(
            shape(&[
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "UBND XÃ",
                "Căn cứ Luật;",
                "QUYẾT ĐỊNH:",
                "Điều 1. Một",
                "1. Hai",
                "Điều 2. Ba"
            ]),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM :UBND XÃ(Căn cứ Luật; ) QUYẾT ĐỊNH: Điều 1:Một(1:Hai() ) Điều 2:Ba() "
        );
    }

    #[test]
    fn an_article_may_hold_a_whole_plan() {
        assert_eq!(
            shape(&["Điều 1. Phê duyệt:", "I. Một", "1. Hai", "II. Ba", "Điều 2. Bốn", "I. Năm"]),
            "Điều 1:Phê duyệt:(I:Một(1:Hai() ) II:Ba() ) Điều 2:Bốn() I:Năm() "
        );
        assert_eq!(shape(&["1) Một", "(1) Hai", "(2) Ba", "2) Bốn"]), "1:Một(1:Hai() 2:Ba() ) 2:Bốn() ");
    }

    #[test]
    fn a_paragraph_after_a_long_item_stands_beside_it() {
        let long = "2. Các cơ quan, đơn vị được giao chủ trì thực hiện những nội dung trọng tâm của kế hoạch, chủ động phối hợp với các cơ quan có liên quan.";
        let shape = shape(&["IV. TỔ CHỨC", long, "Trên đây là kế hoạch."]);
        assert!(shape.ends_with("() Trên đây là kế hoạch. ) "), "{shape}");
    }
}
