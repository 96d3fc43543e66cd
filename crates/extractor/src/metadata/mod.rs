//! The document's own metadata: letterhead, title, recipients, signature, the documents it cites.
//!
//! Blocks are flattened to printed lines with the side of the page that they stand on; each part then
//! looks at the lines' words and sides only, so that a PDF's columns, a borderless table of Word, the
//! rows of a spreadsheet and a text dump are read alike.

mod date;
mod foot;
mod issuer;
mod letterhead;
mod lines;
mod period;
mod references;
mod sides;
mod signature;
mod symbol;
#[cfg(test)]
mod tests;
mod title;

use lines::{Spot, TextLine};
use model::{Block, Diagnostic, DigitalSignature, DocumentKind, Metadata, Signature, Target, Task};
use std::collections::BTreeMap;

/// What a line of metadata is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Letterhead,
    Title,
    Recipients,
    Signature,
}

/// Which paragraphs and table rows are metadata and so neither records nor outline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used {
    spots: BTreeMap<Spot, Part>,
}

impl Used {
    /// What the paragraph at this position of the blocks is, if all of it is metadata.
    pub fn paragraph(&self, block: usize) -> Option<Part> {
        self.spots.get(&Spot { block, row: None }).copied()
    }

    /// What a table's row is, if all of it is metadata.
    pub fn row(&self, block: usize, row: u32) -> Option<Part> {
        self.spots.get(&Spot { block, row: Some(row) }).copied()
    }

    fn new(lines: &[TextLine], parts: [(&[usize], Part); 4]) -> Self {
        let mut left: BTreeMap<Spot, (usize, Option<Part>)> = BTreeMap::new();
        for line in lines {
            left.entry(line.spot).or_default().0 += 1;
        }
        for (indices, part) in parts {
            for line in indices.iter().filter_map(|index| lines.get(*index)) {
                if let Some((count, seen)) = left.get_mut(&line.spot) {
                    *count = count.saturating_sub(1);
                    seen.get_or_insert(part);
                }
            }
        }
        let spots = left.into_iter().filter(|(_, (count, _))| *count == 0);
        Self { spots: spots.filter_map(|(spot, (_, part))| Some((spot, part?))).collect() }
    }
}

/// Reads the metadata of a document whose text is repaired. Its period is the title's so far:
/// [`finish_period`] completes it when the records are there.
pub fn read(blocks: &[Block], signatures: &[Signature]) -> (Metadata, Used, Option<Diagnostic>) {
    let lines = lines::flatten(blocks);
    let head = letterhead::read(&lines);
    let letter = head.subject.is_some();
    let title = title::read(&lines, head.title_from, letter);
    let body = title.used.last().map_or(0, |last| last + 1).max(head.title_from);
    let foot = foot::read(&lines, body);
    let used = Used::new(
        &lines,
        [
            (&head.used, Part::Letterhead),
            (&title.used, Part::Title),
            (&foot.recipient_lines, Part::Recipients),
            (&foot.signature_lines, Part::Signature),
        ],
    );
    let attachment = title.attachment.clone().unwrap_or_default();
    let kind = kind(&head, &title);
    let text = title.text.clone().or(head.subject.clone());
    let named = head.issuers.issuer.clone().filter(|name| !issuer::is_bare(name));
    let issuer = named.or(attachment.issuer).or(head.issuers.issuer.clone());
    let date = head.date.clone().or(attachment.date);
    let mut metadata = Metadata {
        kind,
        number: head.number,
        symbol: head.symbol.clone(),
        period: text.as_deref().and_then(|text| period::of_title(text, year(date.as_deref()))),
        title: text,
        issuer,
        parent_issuer: head.issuers.parent.clone(),
        place: head.place.clone(),
        date,
        signer: foot.signer.clone(),
        recipients: foot.recipients.clone(),
        signatures: signatures.iter().map(digital).collect(),
        references: Vec::new(),
    };
    let cited = [metadata.title.as_deref(), title.attachment.as_ref().map(|found| found.text.as_str())];
    let cited: Vec<&str> = cited.into_iter().flatten().collect();
    metadata.references = references::collect(blocks, &used, &metadata, &cited);
    let spoiled = foot.spoiled_name.map(|read| spoiled_name(&read));
    (metadata, used, spoiled)
}

fn spoiled_name(read: &str) -> Diagnostic {
    let message = format!("the signer's name was read «{read}»; the only family name that fits was taken");
    Diagnostic::warning("low-confidence", message, Vec::new())
}

/// Widens the title's period by the years that the records plan for.
pub fn finish_period(metadata: &mut Metadata, targets: &[Target], tasks: &[Task]) {
    let issued = year(metadata.date.as_deref());
    metadata.period = period::of_records(metadata.period, targets, tasks, issued);
}

/// The year that «Quý III» or «Tháng 8» without a year belongs to: the plan's first year, or for a plan
/// of several years and one without years that of its date.
pub fn plan_year(metadata: &Metadata) -> Option<i32> {
    let issued = issue_year(metadata);
    match metadata.period {
        Some(period) if period.start == period.end => Some(period.start),
        Some(period) => {
            issued.filter(|year| (period.start..=period.end).contains(year)).or(Some(period.start))
        }
        None => issued,
    }
}

/// The year of the document's own date.
pub fn issue_year(metadata: &Metadata) -> Option<i32> {
    year(metadata.date.as_deref())
}

/// The title's own words name the kind, else the symbol's letters; a subject without either is a letter's.
fn kind(head: &letterhead::Letterhead, title: &title::Title) -> DocumentKind {
    let lettered = head.symbol.as_deref().map(symbol::kind);
    match (title.kind, lettered) {
        (Some(kind), _) => kind,
        (None, Some(kind)) => kind,
        (None, None) if head.subject.is_some() => DocumentKind::CongVan,
        (None, None) => DocumentKind::Khac,
    }
}

fn year(date: Option<&str>) -> Option<i32> {
    date?.get(..4)?.parse().ok()
}

fn digital(signature: &Signature) -> DigitalSignature {
    DigitalSignature {
        name: signature.name.clone(),
        organisation: signature.organisation.clone(),
        time: signature.time.clone(),
    }
}
