//! Words about a case.

use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::review::NewMessage;

/// What is said, and the files that it names.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MessageWords {
    /// At most 2,000 characters.
    text: String,
    /// Files that its author handed in to the case: at most five, of 20 MiB together.
    #[serde(default)]
    files: Vec<String>,
}

impl std::fmt::Debug for MessageWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MessageWords(..)")
    }
}

impl From<MessageWords> for NewMessage {
    fn from(words: MessageWords) -> NewMessage {
        NewMessage { text: words.text, files: words.files }
    }
}
