//! What was read: a small tree of names and texts.

/// An element with its text or its children; attributes are ignored.
///
/// Paths are names joined by `/` and start below this element. `Debug` shows names only, since
/// texts may be what people wrote.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The tag's name.
    pub name: String,
    /// The text; empty where there are children.
    pub text: String,
    /// The elements within, in their order.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of that name; lists are repeated elements.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text at a path, taking the first element of each name.
    pub fn text_at(&self, path: &str) -> Option<&str> {
        let found = path.split('/').try_fold(self, |at, name| at.child(name))?;
        Some(&found.text)
    }

    /// The whole number at a path; blanks around it do not count.
    pub fn int_at(&self, path: &str) -> Option<i64> {
        self.text_at(path)?.trim().parse().ok()
    }
}

impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if self.children.is_empty() { Ok(()) } else { f.debug_list().entries(&self.children).finish() }
    }
}
