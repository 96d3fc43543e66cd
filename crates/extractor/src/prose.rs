//! Prose → records and outline: what each heading makes of the items below it.

use crate::assessment;
use crate::attribute;
use crate::context::Context;
use crate::header::Header;
use crate::item::Item;
use crate::marker::MarkerKind;
use crate::outline::{Entry, Node, Outline};
use crate::tables::{self, TableYield};
use crate::vocabulary::Vocabulary;
use model::{
    Agency, AgencyRole, Assessment, Diagnostic, FieldPlaces, Heading, Ledger, Origin, ParagraphLedger,
    Section, Table, Target, Task,
};
use normalizer::{agency_key, agency_names, find_agencies};

/// Nothing that a plan asks for is said in fewer words.
const LEAST_WORDS: usize = 4;
/// OCR that is less sure of a word may have read it where none is.
const SURE: f32 = 0.7;

/// Everything that the body gives.
#[derive(Default)]
pub struct Records {
    pub sections: Vec<Section>,
    pub targets: Vec<Target>,
    /// For each target the one, by its place in `targets`, that it is a part of.
    pub parents: Vec<Option<usize>>,
    pub tasks: Vec<Task>,
    pub assessments: Vec<Assessment>,
    pub ledger: Ledger,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a heading makes of the items below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Target,
    Task,
    /// Purposes, grounds, money: no records, unless a heading below says so.
    Aside,
    /// What was attained: no records, whatever the headings below say.
    Report,
    /// No heading has said anything yet.
    Silent,
}

impl Kind {
    fn gives_records(self) -> bool {
        matches!(self, Self::Target | Self::Task)
    }
}

/// Walks the outline in reading order.
pub fn read(outline: &Outline, tables: Vec<Table>, context: &Context<'_>) -> Records {
    let mut walker = Walker {
        outline,
        tables: tables.into_iter().map(Some).collect(),
        context,
        records: Records::default(),
        previous: None,
        group: Group::default(),
    };
    let mut path = Vec::new();
    let section = walker.node(0, Kind::Silent, &mut path);
    walker.records.sections = if section.paragraphs.is_empty() {
        section.children
    } else {
        let opening = Section { paragraphs: section.paragraphs, ..Section::default() };
        std::iter::once(opening).chain(section.children).collect()
    };
    walker.records
}

struct Walker<'a> {
    outline: &'a Outline,
    /// Each is gone once it is read: its cells make room for its records.
    tables: Vec<Option<Table>>,
    context: &'a Context<'a>,
    records: Records,
    /// Heading of the last table, while nothing but tables follows.
    previous: Option<Header>,
    group: Group,
}

/// The prose tasks that a line such as «Đơn vị chủ trì: …» speaks of: those since the heading or
/// since the last such line.
#[derive(Default)]
struct Group {
    /// Place in the list of tasks where the group begins.
    start: usize,
    /// Whether such lines have come already: the next task begins a new group.
    closed: bool,
}

impl<'a> Walker<'a> {
    fn node(&mut self, number: usize, kind: Kind, path: &mut Vec<Heading>) -> Section {
        let Some(node) = self.outline.nodes.get(number) else { return Section::default() };
        self.group = Group { start: self.records.tasks.len(), closed: false };
        let outline = self.outline;
        let mut section = Section {
            index: node.heading.index.clone(),
            title: Some(node.heading.title.clone()).filter(|title| !title.is_empty()),
            ..Section::default()
        };
        let marked_below = node.entries.iter().any(|entry| matches!(entry, Entry::Node(_)));
        let scored = !kind.gives_records() && self.scores(node, path);
        let mut marked_seen = false;
        let mut below = kind;
        let opening = opening(node);
        for (number, entry) in node.entries.iter().enumerate() {
            match entry {
                Entry::Paragraph(item) => {
                    self.previous = None;
                    section.paragraphs.push(item.full.clone());
                    let intro = number < opening
                        || node.rank <= MarkerKind::Article.rank() && marked_below && !marked_seen;
                    let record = !intro && !scored && self.is_record(item, true);
                    self.leaf(item, &Heading { index: None, title: item.text.clone() }, kind, path, record);
                    below = self.kind_after(item, kind, below);
                }
                Entry::Table(table) => section.paragraphs.extend(self.table(*table, path)),
                Entry::Node(child) => {
                    self.previous = None;
                    marked_seen = true;
                    let Some(node) = outline.nodes.get(*child) else { continue };
                    self.child(*child, node, below, scored, path, &mut section);
                }
            }
        }
        section
    }

    fn child(
        &mut self,
        number: usize,
        node: &'a Node,
        kind: Kind,
        scored: bool,
        path: &mut Vec<Heading>,
        section: &mut Section,
    ) {
        let Some(item) = &node.item else { return };
        if node.entries.is_empty() {
            section.paragraphs.push(item.full.clone());
            let record = !scored && self.is_record(item, false);
            self.leaf(item, &node.heading, kind, path, record);
            return;
        }
        let named = || self.context.vocabulary.section_kind(&node.heading.title).is_some();
        if kind == Kind::Task && !scored && !named() && self.has_attributes_only(node) {
            section.paragraphs.push(item.full.clone());
            self.group = Group { start: self.records.tasks.len(), closed: false };
            self.leaf(item, &node.heading, kind, path, true);
            for below in self.leaves(node) {
                section.paragraphs.push(below.full.clone());
                self.leaf(below, &Heading { index: None, title: String::new() }, kind, path, true);
            }
            return;
        }
        self.records.ledger.paragraphs.outline += 1;
        path.push(node.heading.clone());
        let below = if scored { Kind::Report } else { self.kind_below(node, kind) };
        let child = self.node(number, below, path);
        path.pop();
        section.children.push(child);
    }

    /// The items straight below a node that have nothing below them.
    fn leaves(&self, node: &'a Node) -> Vec<&'a Item> {
        let outline = self.outline;
        let leaf = |entry: &'a Entry| match entry {
            Entry::Paragraph(item) => Some(item),
            Entry::Node(number) => {
                outline.nodes.get(*number).filter(|node| node.entries.is_empty())?.item.as_ref()
            }
            Entry::Table(_) => None,
        };
        node.entries.iter().filter_map(leaf).collect()
    }

    /// A task whose agencies and times stand in lines of their own below it.
    fn has_attributes_only(&self, node: &'a Node) -> bool {
        let leaves = self.leaves(node);
        leaves.len() == node.entries.len()
            && leaves.iter().all(|item| attribute::find_attributes(item, self.context).is_some())
    }

    /// Adds a line's fields to the tasks that it speaks of; false where it is no such line.
    fn add_attributes(&mut self, item: &Item) -> bool {
        let Some(attributes) = attribute::find_attributes(item, self.context) else { return false };
        let group = self.records.tasks.get_mut(self.group.start..).unwrap_or_default();
        if group.is_empty() {
            return false;
        }
        for task in group {
            attribute::apply(task, &attributes, self.context);
        }
        self.group.closed = true;
        true
    }

    /// The innermost heading that says something decides; an annex starts anew, a report stays one.
    fn kind_below(&self, node: &Node, inherited: Kind) -> Kind {
        let inherited = if node.rank == 0 { Kind::Silent } else { inherited };
        let title = node.item.as_ref().is_some_and(Item::is_title);
        let bullet = node.rank > MarkerKind::Letter.rank();
        // «a) Một số chỉ tiêu chủ yếu:» heads what follows, «a) Xây dựng mục tiêu …» is a task.
        let lettered =
            node.rank == MarkerKind::Letter.rank() && !node.heading.title.trim_end().ends_with(':');
        if inherited == Kind::Report || bullet || lettered {
            return inherited;
        }
        let headings = self.context.vocabulary.headings();
        let said = || self.context.vocabulary.section_kind(&node.heading.title);
        match title.then(said).flatten() {
            Some("target") => Kind::Target,
            Some("task") => Kind::Task,
            Some("none") => Kind::Aside,
            Some("report") if headings.has(&node.heading.title, "ahead") => Kind::Silent,
            Some("report") => Kind::Report,
            _ => node.item.as_ref().map_or(inherited, |item| self.kind_after(item, inherited, inherited)),
        }
    }

    /// «Chủ tịch UBND tỉnh yêu cầu:» makes tasks of the list that follows, where no heading says anything.
    fn kind_after(&self, item: &Item, kind: Kind, now: Kind) -> Kind {
        let led = kind == Kind::Silent && item.is_lead_in();
        if led && self.context.vocabulary.headings().closes(&item.text, "lead_in") {
            Kind::Task
        } else if item.closing {
            kind
        } else {
            now
        }
    }

    /// «1. Mục tiêu chung: …»: a leaf may carry a heading of its own in front of its words.
    fn kind_of_leaf(&self, item: &Item, kind: Kind) -> Kind {
        let label = item.text.split_once(':').filter(|(_, rest)| !rest.trim().is_empty());
        let Some((label, _)) = label else { return kind };
        match (self.context.vocabulary.headings().find_exact(label), kind) {
            (Some("none"), Kind::Target) => Kind::Aside,
            (Some("target"), Kind::Task | Kind::Silent) => Kind::Target,
            _ => kind,
        }
    }

    fn is_record(&self, item: &Item, plain: bool) -> bool {
        let heading_only =
            plain && (item.is_shouted() || item.bold && item.is_title() && !item.text.ends_with('.'));
        !item.is_bracketed()
            && !item.is_lead_in()
            && !item.closing
            && !heading_only
            && !self.is_pointer(item)
            && !is_scrap(item)
            && item.text.chars().any(char::is_alphabetic)
    }

    /// «Chi tiết tại Phụ lục kèm theo.»: it says where the records are.
    fn is_pointer(&self, item: &Item) -> bool {
        let phrases = self.context.vocabulary.phrases();
        phrases.opens(&item.text, "pointer") && phrases.has(&item.text, "appendix")
    }

    fn leaf(&mut self, item: &Item, heading: &Heading, kind: Kind, path: &[Heading], record: bool) {
        let kind = self.kind_of_leaf(item, kind);
        let ledger: &mut ParagraphLedger = &mut self.records.ledger.paragraphs;
        if !record || !kind.gives_records() {
            ledger.outline += 1;
            if kind.gives_records() && is_scrap(item) {
                // It may have been a short record.
                self.context.remark_unsure(&item.text, &item.places);
            }
            return;
        }
        ledger.records += 1;
        self.context.remark_doubtful(&item.text, item.confidence, &item.places);
        match kind {
            Kind::Target => {
                self.records.parents.push(None);
                self.records.targets.push(self.target(item, heading, path));
            }
            _ if self.add_attributes(item) => {}
            _ => {
                if std::mem::take(&mut self.group.closed) {
                    self.group.start = self.records.tasks.len();
                }
                self.records.tasks.push(self.task(item, heading, path));
            }
        }
    }

    fn target(&self, item: &Item, heading: &Heading, path: &[Heading]) -> Target {
        Target {
            id: String::new(),
            index: heading.index.clone(),
            sections: path.to_vec(),
            text: item.text.clone(),
            quantities: self.context.quantities(&item.text, &item.places),
            values: Vec::new(),
            unit: None,
            parent: None,
            agencies: Vec::new(),
            note: None,
            origin: Origin::Prose,
            cells: FieldPlaces::default(),
            provenance: item.places.clone(),
            confidence: item.confidence,
        }
    }

    fn task(&self, item: &Item, heading: &Heading, path: &[Heading]) -> Task {
        Task {
            id: String::new(),
            index: heading.index.clone(),
            sections: path.to_vec(),
            text: item.text.clone(),
            quantities: self.context.quantities(&item.text, &item.places),
            agencies: agencies(&item.text, path, self.context.vocabulary),
            products: Vec::new(),
            schedule: self.context.prose_schedule(&item.text),
            funding: None,
            note: None,
            origin: Origin::Prose,
            cells: FieldPlaces::default(),
            provenance: item.places.clone(),
            confidence: item.confidence,
        }
    }

    /// Reads a table; gives the lines that only the outline keeps.
    fn table(&mut self, number: usize, path: &[Heading]) -> Vec<String> {
        let Some(table) = self.tables.get_mut(number).and_then(Option::take) else { return Vec::new() };
        let (found, header) = tables::read(table, path, self.previous.as_ref(), self.context);
        self.previous = header;
        let TableYield { targets, parents, tasks, assessments, outline, rows, diagnostics } = found;
        let offset = self.records.targets.len();
        self.records.parents.extend(parents.into_iter().map(|parent| parent.map(|at| at + offset)));
        self.records.targets.extend(targets);
        self.records.tasks.extend(tasks);
        self.records.assessments.extend(assessments);
        self.records.diagnostics.extend(diagnostics);
        let total = &mut self.records.ledger.table_rows;
        total.records += rows.records;
        total.sections += rows.sections;
        total.headings += rows.headings;
        total.furniture += rows.furniture;
        total.unused += rows.unused;
        outline
    }

    /// Prose that reports scores gives assessments instead of tasks.
    fn scores(&mut self, node: &Node, path: &[Heading]) -> bool {
        let lines = score_lines(self.outline, node);
        let found = assessment::read_prose(&lines, path);
        let any = !found.is_empty();
        self.records.assessments.extend(found);
        any
    }
}

/// What OCR makes of a seal, a signature or dust: a few words, and it is not sure of them.
fn is_scrap(item: &Item) -> bool {
    let words = item.text.split_whitespace().count();
    item.confidence < SURE && words < LEAST_WORDS || item.confidence < 1.0 && words < 2
}

/// How many entries only lead in to «… như sau:», which nothing marked stands before.
fn opening(node: &Node) -> usize {
    let marked = node.entries.iter().position(|entry| !matches!(entry, Entry::Paragraph(_)));
    let before = node.entries.get(..marked.unwrap_or(0)).unwrap_or_default();
    before.iter().rposition(|entry| matches!(entry, Entry::Paragraph(item) if item.is_lead_in())).unwrap_or(0)
}

/// The items below a node, with their depth, for the reading of scores.
fn score_lines<'a>(outline: &'a Outline, node: &'a Node) -> Vec<assessment::ScoreLine<'a>> {
    let mut lines = Vec::new();
    collect(outline, node, 0, &mut lines);
    lines
}

fn collect<'a>(outline: &'a Outline, node: &'a Node, depth: u8, lines: &mut Vec<assessment::ScoreLine<'a>>) {
    for entry in &node.entries {
        match entry {
            Entry::Paragraph(item) => lines.push(assessment::ScoreLine { item, depth }),
            Entry::Node(number) => {
                let Some(below) = outline.nodes.get(*number) else { continue };
                lines.extend(below.item.as_ref().map(|item| assessment::ScoreLine { item, depth }));
                collect(outline, below, depth.saturating_add(1), lines);
            }
            Entry::Table(_) => {}
        }
    }
}

/// The agencies that the item names; where none leads, the one that its heading names.
fn agencies(text: &str, path: &[Heading], vocabulary: &Vocabulary) -> Vec<Agency> {
    let mut agencies = find_agencies(addressed(text, vocabulary));
    let led = agencies.iter().any(|agency| agency.role == AgencyRole::Lead);
    if led {
        return agencies;
    }
    let named = path.last().map(|heading| heading_agencies(&heading.title, vocabulary)).unwrap_or_default();
    let lead = |name: String| Agency { role: AgencyRole::Lead, key: agency_key(&name), name };
    agencies.splice(0..0, named.into_iter().map(lead));
    agencies
}

/// The agencies that a heading is: «Giao Phòng Tổ chức cán bộ (cơ quan thường trực):».
fn heading_agencies(title: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let names = addressed(title, vocabulary);
    let names = names.split('(').next().unwrap_or(names);
    agency_names(names.trim_end_matches(['.', ':', ' ', ',', ';']))
}

/// What follows «Giao», «Đề nghị», «Đối với», as long as it goes on with a capital: the one addressed.
fn addressed<'t>(text: &'t str, vocabulary: &Vocabulary) -> &'t str {
    let mut from = 0;
    for word in text.split_inclusive(' ').take(3) {
        from += word.len();
        let (Some(head), Some(rest)) = (text.get(..from), text.get(from..)) else { return text };
        let known = vocabulary.phrases().find_exact(head) == Some("address");
        if known && is_agency_opening(rest) {
            return rest.trim_start();
        }
    }
    text
}

fn is_agency_opening(text: &str) -> bool {
    text.trim_start().starts_with("các ") || text.trim_start().chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_are_agencies() {
        for (title, name) in [
            ("Giao Văn phòng Sở", "Văn phòng Sở"),
            ("Công chức Tư pháp - hộ tịch.", "Công chức Tư pháp - hộ tịch"),
            ("Đề nghị Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân các xã, phường"),
            ("Phòng Kế hoạch - Tài chính:", "Phòng Kế hoạch - Tài chính"),
            ("Văn phòng Sở, Phòng Kế hoạch - Tài chính", "Văn phòng Sở|Phòng Kế hoạch - Tài chính"),
            ("Chi cục Bảo vệ môi trường", "Chi cục Bảo vệ môi trường"),
            ("Ban Quản lý rừng phòng hộ Krông Năng (chủ rừng)", "Ban Quản lý rừng phòng hộ Krông Năng"),
            ("Các sở, ban, ngành, UBND các phường, xã:", "Các sở, ban, ngành|UBND các phường, xã"),
            ("Cải cách thể chế", ""),
            ("Phòng, chống thiên tai", ""),
            ("Tổ chức thực hiện", ""),
        ] {
            assert_eq!(heading_agencies(title, Vocabulary::builtin()).join("|"), name, "{title}");
        }
    }
}
