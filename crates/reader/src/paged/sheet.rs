//! A page on its way: tables cut out, lines set, furniture set aside, paragraphs made.

use crate::layout::{self, CommonMargins, Draft, Edge, Flow, Margins, TextLine, Word};
use crate::table::{Found, Part};
use model::page::Font;
use model::{Page, ParagraphRole};

/// A page whose tables are cut out, the rest set into lines.
pub struct Sheet {
    page: Page,
    /// The tables from top to bottom.
    parts: Vec<Part>,
    /// The lines before, between and after the tables: one more than there are tables.
    stretches: Vec<Vec<TextLine>>,
    furniture: Vec<TextLine>,
    footnotes: Vec<TextLine>,
}

/// What stands on a page, in reading order.
pub enum Item<T> {
    Text(T),
    Table(Part),
}

/// A page in reading order, columns told apart.
struct Laid {
    page: u32,
    width: f32,
    fonts: Vec<Font>,
    items: Vec<Item<Flow>>,
    furniture: Vec<TextLine>,
    footnotes: Vec<TextLine>,
}

/// A page of paragraphs and tables.
pub struct Set {
    pub fonts: Vec<Font>,
    pub margins: Margins,
    pub items: Vec<Item<Draft>>,
}

impl Sheet {
    /// Cuts the tables out of a page's words and sets the rest into lines.
    pub fn new(page: Page, words: Vec<Word>, found: &Found) -> Self {
        let mut taken = vec![false; words.len()];
        for index in found.parts.iter().flat_map(|part| &part.words) {
            if let Some(taken) = taken.get_mut(*index) {
                *taken = true;
            }
        }
        let mut stretches: Vec<Vec<Word>> = vec![Vec::new(); found.parts.len() + 1];
        for (word, _) in words.into_iter().zip(taken).filter(|(_, taken)| !taken) {
            let y = word.bbox.center().1;
            let above = found.parts.iter().filter(|part| part.bbox.center().1 < y).count();
            if let Some(stretch) = stretches.get_mut(above) {
                stretch.push(word);
            }
        }
        Self {
            page,
            parts: found.parts.clone(),
            stretches: stretches.into_iter().map(layout::lines).collect(),
            furniture: Vec::new(),
            footnotes: Vec::new(),
        }
    }

    fn edge(&self) -> Edge<'_> {
        let middle = self.page.height / 2.0;
        let top = self.parts.iter().map(|part| part.bbox.y0).fold(middle, f32::min);
        let bottom = self.parts.iter().map(|part| part.bbox.y1).fold(middle, f32::max);
        Edge {
            number: self.page.number,
            height: self.page.height,
            lines: self.stretches.iter().flatten().collect(),
            tables: (top, bottom),
        }
    }

    fn lay(self) -> Laid {
        let mut parts = self.parts.into_iter();
        let mut items = Vec::new();
        for stretch in self.stretches {
            items.extend(layout::flows(stretch).into_iter().map(Item::Text));
            items.extend(parts.next().map(Item::Table));
        }
        Laid {
            page: self.page.number,
            width: self.page.width,
            fonts: self.page.fonts,
            items,
            furniture: self.furniture,
            footnotes: self.footnotes,
        }
    }
}

/// Takes running heads, running feet and page numbers out of the lines.
pub fn set_aside_furniture(sheets: &mut [Sheet]) {
    let edges: Vec<Edge<'_>> = sheets.iter().map(Sheet::edge).collect();
    let found = layout::furniture(&edges);
    drop(edges);
    for (number, sheet) in sheets.iter_mut().enumerate() {
        let mut index = 0;
        for stretch in &mut sheet.stretches {
            let (aside, stay) = std::mem::take(stretch).into_iter().partition(|_: &TextLine| {
                index += 1;
                found.contains(&(number, index - 1))
            });
            *stretch = stay;
            sheet.furniture.extend::<Vec<TextLine>>(aside);
        }
    }
}

/// Takes the footnotes off the end of each page.
pub fn set_aside_footnotes(sheets: &mut [Sheet]) {
    let all = sheets.iter().flat_map(|sheet| sheet.stretches.iter().flatten());
    let Some(size) = layout::body_size(all) else { return };
    for sheet in sheets {
        if let Some(last) = sheet.stretches.last_mut() {
            sheet.footnotes = layout::take_footnotes(last, &sheet.page.rulings, size, sheet.page.width);
        }
    }
}

/// Makes the lines of all pages paragraphs.
pub fn set(sheets: Vec<Sheet>) -> Vec<Set> {
    let laid: Vec<Laid> = sheets.into_iter().map(Sheet::lay).collect();
    let common = layout::common_margins(laid.iter().map(|page| (page.width, page.body())));
    laid.into_iter().map(|page| page.set(&common)).collect()
}

impl Laid {
    /// The lines that run over the full width.
    fn body(&self) -> Vec<&TextLine> {
        let flows = self.items.iter().filter_map(|item| match item {
            Item::Text(flow) if flow.column == 0 => Some(&flow.lines),
            _ => None,
        });
        flows.flatten().collect()
    }

    fn set(self, common: &CommonMargins) -> Set {
        let margins = common.of_page(self.width, &self.body());
        let mut items = Vec::new();
        items.extend(self.furniture.into_iter().map(|line| {
            let role = ParagraphRole::Furniture;
            Item::Text(Draft { page: self.page, lines: vec![line], column: 0, role, centered: false })
        }));
        for item in self.items {
            match item {
                Item::Table(part) => items.push(Item::Table(part)),
                Item::Text(flow) => {
                    let own = if flow.column == 0 { margins } else { Margins::of_column(&flow.lines) };
                    let drafts = layout::paragraphs(flow, self.page, &own, &self.fonts);
                    items.extend(drafts.into_iter().map(Item::Text));
                }
            }
        }
        let notes = Flow { lines: self.footnotes, column: 0 };
        let own = Margins { left: margins.left, right: margins.right, ..Margins::of_column(&notes.lines) };
        items.extend(
            layout::paragraphs(notes, self.page, &own, &self.fonts)
                .into_iter()
                .map(|draft| Item::Text(Draft { role: ParagraphRole::Footnote, ..draft })),
        );
        Set { fonts: self.fonts, margins, items }
    }
}
