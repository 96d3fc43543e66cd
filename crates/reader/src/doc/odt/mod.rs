//! OpenDocument text → document, packed or as one flat XML file.

mod body;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use crate::ReadError;
use crate::flow::xml::{Node, Tree};
use crate::package::Package;
use body::Body;
use model::{Block, Document, Format, Paragraph, ParagraphRole, TextLayer};
use styles::Styles;

/// # Errors
/// Where the container or its content cannot be opened, or asks for too much.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if !bytes.starts_with(b"PK") {
        return document(None, &Tree::parse(bytes)?);
    }
    let mut package = Package::open(bytes)?;
    let content = package.part("content.xml")?;
    let content =
        content.ok_or_else(|| ReadError::Damaged("the document's content is missing".to_owned()))?;
    let styles = package.part("styles.xml")?.map(|part| Tree::parse(&part)).transpose()?;
    document(styles.as_ref(), &Tree::parse(&content)?)
}

fn document(style_part: Option<&Tree>, content: &Tree) -> Result<Document, ReadError> {
    let mut styles = Styles::default();
    let style_root = style_part.and_then(Tree::root);
    let root = content.root();
    style_root.into_iter().chain(root).for_each(|part| styles.add(part));
    let mut body = Body::new(styles);
    let (mut blocks, footers) = running_heads(&mut body, style_root.or(root));
    if let Some(text) = root.and_then(|root| root.child("body")?.child("text")) {
        blocks.extend(crate::flow::finished(body.main(text))?);
    }
    blocks.extend(body.take_notes().into_iter().map(Block::Paragraph));
    blocks.extend(footers);
    body.meter.check()?;
    Ok(Document {
        format: Format::Odt,
        pages: None,
        text_layer: TextLayer::Native,
        blocks,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics: body.diagnostics(),
    })
}

/// The headers and the footers of all kinds of pages; each text once.
fn running_heads(body: &mut Body, root: Option<Node<'_>>) -> (Vec<Block>, Vec<Block>) {
    let mut seen = Vec::new();
    let mut of = |name: &str| {
        let pages = root.and_then(|root| root.child("master-styles")).into_iter().flat_map(Node::elements);
        let parts: Vec<Node<'_>> =
            pages.flat_map(Node::elements).filter(|node| node.name().starts_with(name)).collect();
        let mut blocks = Vec::new();
        for paragraph in parts.into_iter().flat_map(|part| body.inner(part).all_paragraphs()) {
            let text = paragraph.text();
            if !seen.contains(&text) {
                seen.push(text);
                blocks.push(Block::Paragraph(Paragraph { role: ParagraphRole::Furniture, ..paragraph }));
            }
        }
        blocks
    };
    (of("header"), of("footer"))
}
