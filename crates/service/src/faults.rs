//! Gathers every fault of a form, so that all are said at once.

use vermilion_model::FieldFault;

use crate::Failure;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FieldFault>);

impl Faults {
    /// Keeps the fault, or gives back what was checked.
    pub(crate) fn take<T>(&mut self, checked: Result<T, FieldFault>) -> Option<T> {
        checked.map_err(|fault| self.0.push(fault)).ok()
    }

    pub(crate) fn push(&mut self, fault: FieldFault) {
        self.0.push(fault);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses the form when there was any.
    pub(crate) fn done(self) -> Result<(), Failure> {
        Failure::fields(self.0)
    }
}

/// Whether anything was typed.
pub(crate) fn given(text: &str, pointer: &str) -> Result<(), FieldFault> {
    if text.trim().is_empty() { Err(FieldFault::new(pointer, "required")) } else { Ok(()) }
}

/// A short text that a person gives something as its name: one line, at most `max` characters.
pub(crate) fn label(text: &str, max: usize, pointer: &str) -> Result<String, FieldFault> {
    given(text, pointer)?;
    let text = text.trim();
    if text.chars().count() > max {
        return Err(FieldFault::new(pointer, "too_long").with("max", &max));
    }
    if text.chars().any(char::is_control) {
        return Err(FieldFault::new(pointer, "format"));
    }
    Ok(text.to_owned())
}
