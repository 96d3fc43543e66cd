//! An XML part as a tree in a few flat vectors: quick to build, cheap to walk, with limits on
//! depth and number of elements. Names and attributes are known by their local names alone, since
//! producers choose their own prefixes.

use crate::ReadError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashMap;

/// Deeper nesting than this is no document; readers walk the tree by recursion.
const DEEPEST: usize = 200;
/// A plan of 1,000 pages has about two million elements and texts.
pub const MOST_NODES: usize = 3_000_000;
/// Most elements have none or one; a paragraph of Word has up to five, of revisions.
const MOST_ATTRIBUTES: usize = 2 * MOST_NODES;

/// Marks the end of a list of children, and the name of a text.
const NONE: u32 = u32::MAX;

/// A parsed part.
pub struct Tree {
    names: Vec<Box<str>>,
    text: String,
    nodes: Vec<NodeData>,
    attributes: Vec<AttributeData>,
}

struct NodeData {
    /// Index into the names; [`NONE`] for a text.
    name: u32,
    first_child: u32,
    next: u32,
    /// For an element its range of attributes, for a text its range of characters.
    start: u32,
    end: u32,
}

struct AttributeData {
    name: u32,
    start: u32,
    end: u32,
}

/// An element or a text of a tree.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree,
    data: &'a NodeData,
}

impl Tree {
    /// # Errors
    /// Where the part is no XML, or nests or counts beyond the limits.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        let text = decoded(bytes);
        let mut builder = Builder::new(text.len());
        let mut reader = quick_xml::Reader::from_str(&text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let event = reader.read_event();
            match event.map_err(|error| ReadError::Damaged(format!("broken XML ({error})")))? {
                Event::Start(start) => builder.open(&start)?,
                Event::Empty(start) => {
                    builder.open(&start)?;
                    builder.close();
                }
                Event::End(_) => builder.close(),
                Event::Text(text) => builder.text(&text.into_inner())?,
                Event::CData(text) => builder.text(&text.into_inner())?,
                Event::GeneralRef(reference) => builder.reference(&reference)?,
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        Ok(builder.tree)
    }

    /// The outermost element; `None` in an empty part.
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(0).and_then(|document| document.elements().next())
    }

    /// How many elements and texts it has.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: u32) -> Option<Node<'_>> {
        self.nodes.get(id as usize).map(|data| Node { tree: self, data })
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl<'a> Node<'a> {
    /// The local name of an element; empty for a text.
    pub fn name(self) -> &'a str {
        self.tree.names.get(self.data.name as usize).map_or("", |name| name)
    }

    /// The characters of a text; `None` for an element.
    pub fn text(self) -> Option<&'a str> {
        (self.data.name == NONE).then(|| self.tree.slice(self.data.start, self.data.end))
    }

    /// Elements and texts.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        let tree = self.tree;
        let first = if self.data.name == NONE { None } else { tree.node(self.data.first_child) };
        std::iter::successors(first, move |node| tree.node(node.data.next))
    }

    pub fn elements(self) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(|node| node.data.name != NONE)
    }

    /// The first child element of this name.
    pub fn child(self, name: &str) -> Option<Node<'a>> {
        self.elements().find(|node| node.name() == name)
    }

    /// An attribute by its local name.
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        if self.data.name == NONE {
            return None;
        }
        let attributes = self.tree.attributes.get(self.data.start as usize..self.data.end as usize)?;
        let is_it =
            |data: &&AttributeData| self.tree.names.get(data.name as usize).is_some_and(|n| **n == *name);
        attributes.iter().find(is_it).map(|data| self.tree.slice(data.start, data.end))
    }

    /// The `val` attribute of the first child of this name: how WordprocessingML writes most properties.
    pub fn value(self, child: &str) -> Option<&'a str> {
        self.child(child)?.attribute("val")
    }

    /// All text below, in order.
    pub fn all_text(self) -> String {
        let mut text = self.text().unwrap_or_default().to_owned();
        for child in self.children() {
            text.push_str(&child.all_text());
        }
        text
    }

    /// Every element below of this name, in document order.
    pub fn descendants(self, name: &str) -> Vec<Node<'a>> {
        let mut found = Vec::new();
        for child in self.elements() {
            if child.name() == name {
                found.push(child);
            }
            found.extend(child.descendants(name));
        }
        found
    }
}

/// UTF-8, or UTF-16 with its mark; what cannot be decoded becomes U+FFFD.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::UTF_8.decode(bytes).0
}

struct Builder {
    tree: Tree,
    ids: HashMap<Box<str>, u32>,
    /// The open elements: node, and its last child so far.
    open: Vec<(u32, u32)>,
}

impl Builder {
    fn new(length: usize) -> Self {
        let document = NodeData { name: NONE - 1, first_child: NONE, next: NONE, start: 0, end: 0 };
        let tree = Tree {
            names: Vec::new(),
            text: String::with_capacity(length / 4),
            nodes: vec![document],
            attributes: Vec::new(),
        };
        Self { tree, ids: HashMap::new(), open: vec![(0, NONE)] }
    }

    fn name_id(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.tree.names.len() as u32;
        self.tree.names.push(name.into());
        self.ids.insert(name.into(), id);
        id
    }

    fn push(&mut self, name: u32, start: usize, end: usize) -> Result<u32, ReadError> {
        let id = self.tree.nodes.len();
        if id >= MOST_NODES {
            return Err(ReadError::TooLarge(format!("more than {MOST_NODES} XML elements")));
        }
        let (start, end, id) = (start as u32, end as u32, id as u32);
        self.tree.nodes.push(NodeData { name, first_child: NONE, next: NONE, start, end });
        if let Some((parent, last)) = self.open.last_mut() {
            if let Some(data) = self.tree.nodes.get_mut(*last as usize) {
                data.next = id;
            } else if let Some(data) = self.tree.nodes.get_mut(*parent as usize) {
                data.first_child = id;
            }
            *last = id;
        }
        Ok(id)
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.open.len() > DEEPEST {
            return Err(ReadError::TooLarge(format!("XML nested deeper than {DEEPEST}")));
        }
        let first = self.tree.attributes.len();
        for attribute in element.attributes().with_checks(false).flatten() {
            if self.tree.attributes.len() >= MOST_ATTRIBUTES {
                return Err(ReadError::TooLarge(format!("more than {MOST_ATTRIBUTES} XML attributes")));
            }
            let name = self.name_id(attribute.key.local_name().as_ref());
            let start = self.tree.text.len();
            match quick_xml::escape::unescape(&attribute.value) {
                Ok(value) => self.tree.text.push_str(&value),
                Err(_) => self.tree.text.push_str(&attribute.value),
            }
            let (start, end) = (start as u32, self.tree.text.len() as u32);
            self.tree.attributes.push(AttributeData { name, start, end });
        }
        let name = self.name_id(element.local_name().as_ref());
        let id = self.push(name, first, self.tree.attributes.len())?;
        self.open.push((id, NONE));
        Ok(())
    }

    fn close(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Adds characters: to the text just before where there is one (entities cut a text in pieces).
    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        let start = self.tree.text.len();
        self.tree.text.push_str(text);
        let end = self.tree.text.len();
        let last = self.open.last().map_or(NONE, |&(_, last)| last);
        match self.tree.nodes.get_mut(last as usize) {
            Some(data) if data.name == NONE && data.end as usize == start => data.end = end as u32,
            _ => {
                self.push(NONE, start, end)?;
            }
        }
        Ok(())
    }

    /// `&amp;`, `&#160;`; entities of a DTD are not known, so none can swell.
    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), ReadError> {
        let mut buffer = [0; 4];
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return self.text(character.encode_utf8(&mut buffer));
        }
        let name = reference.clone().into_inner();
        self.text(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or("\u{fffd}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_keeps_names_attributes_and_texts() {
        let tree =
            Tree::parse(b"<?xml version='1.0'?><a:x b:k='1 &lt; 2'>m&#7897;t <y/>hai&amp;ba</a:x>").unwrap();
        let root = tree.root().unwrap();
        assert_eq!((root.name(), root.attribute("k")), ("x", Some("1 < 2")));
        let parts: Vec<_> = root.children().map(|node| node.text().unwrap_or(node.name())).collect();
        assert_eq!(parts, ["một ", "y", "hai&ba"]);
        assert_eq!(root.all_text(), "một hai&ba");
    }

    #[test]
    fn bombs_are_refused() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(Tree::parse(deep.as_bytes()), Err(ReadError::TooLarge(_))));
        let wide = "<a/>".repeat(MOST_NODES + 1);
        assert!(matches!(Tree::parse(wide.as_bytes()), Err(ReadError::TooLarge(_))));
        let many = format!("<a{}/>", " b=\"\"".repeat(MOST_ATTRIBUTES + 1));
        assert!(matches!(Tree::parse(many.as_bytes()), Err(ReadError::TooLarge(_))));
        let entities = b"<!DOCTYPE a [<!ENTITY x 'xxxx'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>";
        assert_eq!(Tree::parse(entities).unwrap().root().unwrap().all_text(), "\u{fffd}");
    }

    #[test]
    fn cut_or_wrong_ends_lose_nothing_before_them() {
        for text in ["<a><b>x", "<a><b>x</c></a>", "</z><a><b>x</b></a></a>"] {
            assert_eq!(Tree::parse(text.as_bytes()).unwrap().root().unwrap().all_text(), "x", "{text}");
        }
        let wide: Vec<u8> = "\u{feff}<a>ế</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Tree::parse(&wide).unwrap().root().unwrap().all_text(), "ế");
    }
}
