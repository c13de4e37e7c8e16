//! A value as somebody gave it.

/// From the file with its type, or from the environment or a flag as text.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    Toml(toml::Value),
    Text(String),
}

impl Given {
    /// The text, when it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Given::Toml(value) => value.as_str(),
            Given::Text(text) => Some(text.trim()),
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn whole(&self) -> Option<u32> {
        match self {
            Given::Toml(value) => value.as_integer().and_then(|number| u32::try_from(number).ok()),
            Given::Text(text) => text.trim().parse().ok(),
        }
    }

    /// The items of a list; as text they are separated by commas.
    pub(crate) fn items(&self) -> Option<Vec<Given>> {
        match self {
            Given::Toml(value) => Some(value.as_array()?.iter().cloned().map(Given::Toml).collect()),
            Given::Text(text) => {
                let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
                Some(items.map(|item| Given::Text(item.to_owned())).collect())
            }
        }
    }

    /// How it looks, for a problem; never asked of a secret.
    pub(crate) fn shown(&self) -> String {
        match self {
            Given::Toml(value) => value.to_string(),
            Given::Text(text) => format!("`{text}`"),
        }
    }
}
