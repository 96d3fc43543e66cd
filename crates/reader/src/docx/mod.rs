//! DOCX → document.
//!
//! ```text
//! zip parts ──xml──▶ trees ──styles, numbering──▶ body (blocks) ─▶ run (text) ─▶ Document
//!                                                      └─▶ table (rows, spans)
//! ```
//! Left alone on purpose: comments, charts, drawings without text, macros, custom XML data.

mod body;
mod numbering;
mod run;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use crate::ReadError;
use crate::flow::xml::{MOST_NODES, Tree};
use crate::package::Package;
use body::{Body, Notes};
use model::{Block, Document, Format, ParagraphRole, TextLayer};
use numbering::Numbering;
use styles::{Styles, ThemeFonts};

/// # Errors
/// Where the container or its main part cannot be opened, or asks for too much.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let document = parts.main()?;
    let theme = parts.related("theme")?;
    let styles = parts.related("styles")?;
    let numbering = parts.related("numbering")?;
    let (footnotes, endnotes) = (parts.related("footnotes")?, parts.related("endnotes")?);
    let (headers, footers) = (parts.all_related("header")?, parts.all_related("footer")?);

    let fonts = theme.as_ref().map(ThemeFonts::parse).unwrap_or_default();
    let notes = Notes { footnotes: footnotes.as_ref(), endnotes: endnotes.as_ref() };
    let mut body =
        Body::new(Styles::parse(styles.as_ref(), fonts), Numbering::parse(numbering.as_ref()), notes);
    let mut blocks = furniture(&mut body, &headers);
    if let Some(root) = document.root().and_then(|root| root.child("body")) {
        blocks.extend(crate::flow::finished(body.main(root))?);
    }
    blocks.extend(body.notes());
    blocks.extend(furniture(&mut body, &footers));
    body.meter.check()?;
    Ok(Document {
        format: Format::Docx,
        pages: None,
        text_layer: TextLayer::Native,
        blocks,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics: body.diagnostics(),
    })
}

/// Headers and footers: their paragraphs, and those of their tables, once each.
fn furniture(body: &mut Body<'_>, parts: &[Tree]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for root in parts.iter().filter_map(Tree::root) {
        let paragraphs = body.paragraphs_of(root, ParagraphRole::Furniture);
        blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }
    blocks
}

/// The parts of the container and how the main one names them.
struct Parts<'a> {
    package: Package<'a>,
    main: String,
    /// Kind of relation and name of the part, in the file's order.
    relations: Vec<(String, String)>,
    /// Elements and texts of all parts that were read.
    nodes: usize,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut package = Package::open(bytes)?;
        let relations = relations(&mut package, "_rels/.rels", "")?;
        let main = relations
            .into_iter()
            .find(|(kind, name)| kind == "officeDocument" && package.has(name))
            .map_or_else(|| "word/document.xml".to_owned(), |(_, name)| name);
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = relations_of(&mut package, folder, file)?;
        Ok(Self { package, main, relations, nodes: 0 })
    }

    fn main(&mut self) -> Result<Tree, ReadError> {
        let part = self.package.part(&self.main)?;
        self.tree(&part.ok_or_else(|| ReadError::Damaged("the document's main part is missing".to_owned()))?)
    }

    /// Parses a part; all of them together may not hold more than one alone.
    fn tree(&mut self, part: &[u8]) -> Result<Tree, ReadError> {
        let tree = Tree::parse(part)?;
        self.nodes += tree.size();
        if self.nodes > MOST_NODES {
            return Err(ReadError::TooLarge(format!("more than {MOST_NODES} XML elements in all parts")));
        }
        Ok(tree)
    }

    /// The first part of a kind of relation.
    fn related(&mut self, kind: &str) -> Result<Option<Tree>, ReadError> {
        Ok(self.all_related(kind)?.into_iter().next())
    }

    fn all_related(&mut self, kind: &str) -> Result<Vec<Tree>, ReadError> {
        let names = self.relations.iter().filter(|(known, _)| known == kind).map(|(_, name)| name.clone());
        let mut trees = Vec::new();
        for name in names.collect::<Vec<_>>() {
            if let Some(part) = self.package.part(&name)? {
                trees.push(self.tree(&part)?);
            }
        }
        Ok(trees)
    }
}

fn relations_of(
    package: &mut Package<'_>,
    folder: &str,
    file: &str,
) -> Result<Vec<(String, String)>, ReadError> {
    let name =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    relations(package, &name, folder)
}

/// The relations of a part: the last word of their kind («styles»), and the part that they name.
fn relations(
    package: &mut Package<'_>,
    name: &str,
    folder: &str,
) -> Result<Vec<(String, String)>, ReadError> {
    let Some(part) = package.part(name)? else { return Ok(Vec::new()) };
    let tree = Tree::parse(&part)?;
    let Some(root) = tree.root() else { return Ok(Vec::new()) };
    let relation = |node: crate::flow::xml::Node<'_>| {
        let kind = node.attribute("Type")?.rsplit('/').next()?.to_owned();
        let target = node.attribute("Target")?;
        let name = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None if folder.is_empty() => target.to_owned(),
            None => format!("{folder}/{target}"),
        };
        (node.attribute("TargetMode") != Some("External")).then_some((kind, name))
    };
    Ok(root.elements().filter_map(relation).collect())
}
