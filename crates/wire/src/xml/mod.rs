//! XML as WeChat writes it: a root, elements in any order, texts plain or in CDATA.

mod element;
mod reader;
pub(crate) mod write;

pub use element::Element;
pub use reader::{MAX_DEPTH, MAX_ELEMENTS, XmlFault, read};

#[cfg(test)]
mod tests;
