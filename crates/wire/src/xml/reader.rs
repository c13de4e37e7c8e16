//! From bytes to [`Element`], within limits and without entities of a document's own.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Element;

/// Deepest nesting accepted; the deepest message in use has five levels.
pub const MAX_DEPTH: usize = 8;

/// Most elements accepted in one document.
pub const MAX_ELEMENTS: usize = 1024;

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// Nothing but blanks.
    #[error("document empty")]
    Empty,
    /// Larger than the caller's limit, in bytes.
    #[error("document over {0} bytes")]
    TooLarge(usize),
    /// Deeper than [`MAX_DEPTH`] or with more elements than [`MAX_ELEMENTS`].
    #[error("document too complex")]
    TooComplex,
    /// Not UTF-8, not well formed, or with a document type or entities of its own.
    #[error("document malformed")]
    Malformed,
}

/// Reads a document of at most `limit` bytes to its root element.
pub fn read(body: &[u8], limit: usize) -> Result<Element, XmlFault> {
    if body.len() > limit {
        return Err(XmlFault::TooLarge(limit));
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
    if body.is_empty() {
        return Err(XmlFault::Empty);
    }
    let text = std::str::from_utf8(body).map_err(|_| XmlFault::Malformed)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        match reader.read_event().map_err(|_| XmlFault::Malformed)? {
            Event::Start(start) => tree.open(&start)?,
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(text) => tree.exact(&text.xml10_content())?,
            Event::GeneralRef(entity) => tree.text(&resolve(&entity)?)?,
            Event::Eof => return tree.root.filter(|_| tree.open.is_empty()).ok_or(XmlFault::Malformed),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            // Empty elements come as a start and an end; a document type is refused unread.
            Event::Empty(_) | Event::DocType(_) => return Err(XmlFault::Malformed),
        }
    }
}

/// The five predefined entities and character references; there are no others.
fn resolve(entity: &BytesRef<'_>) -> Result<String, XmlFault> {
    match entity.resolve_char_ref().map_err(|_| XmlFault::Malformed)? {
        Some(character) => Ok(character.to_string()),
        None => resolve_predefined_entity(entity).map(str::to_owned).ok_or(XmlFault::Malformed),
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Open>,
    root: Option<Element>,
    elements: usize,
}

#[derive(Default)]
struct Open {
    element: Element,
    /// Where the last CDATA ended; blanks around CDATA are layout, blanks inside are text.
    exact_to: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), XmlFault> {
        self.elements += 1;
        if self.root.is_some() {
            return Err(XmlFault::Malformed);
        }
        if self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(XmlFault::TooComplex);
        }
        let name = start.name().as_ref().to_owned();
        self.open.push(Open { element: Element { name, ..Element::default() }, exact_to: 0 });
        Ok(())
    }

    fn close(&mut self) -> Result<(), XmlFault> {
        let Open { mut element, exact_to } = self.open.pop().ok_or(XmlFault::Malformed)?;
        if !element.children.is_empty() {
            element.text.clear();
        } else if exact_to == 0 {
            element.text = String::from(element.text.trim());
        } else {
            let tail = element.text.split_off(exact_to);
            element.text.push_str(tail.trim_end());
        }
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), XmlFault> {
        match self.open.last_mut() {
            Some(open) => open.element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(XmlFault::Malformed),
        }
        Ok(())
    }

    fn exact(&mut self, text: &str) -> Result<(), XmlFault> {
        let open = self.open.last_mut().ok_or(XmlFault::Malformed)?;
        if open.exact_to == 0 && open.element.text.trim().is_empty() {
            open.element.text.clear();
        }
        open.element.text.push_str(text);
        open.exact_to = open.element.text.len();
        Ok(())
    }
}
