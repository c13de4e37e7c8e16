//! Evidence 证明材料: files that a request rests on, typed by what they contain and never by their name.

use serde::{Deserialize, Serialize};

/// A file that an account handed in.
#[derive(Debug)]
pub enum EvidenceFile {}

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    /// A PDF document.
    Pdf,
    /// A PNG image.
    Png,
    /// A JPEG image.
    Jpeg,
    /// A WebP image.
    Webp,
}

impl MediaType {
    /// Every type that is taken.
    pub const ALL: [MediaType; 4] = [MediaType::Pdf, MediaType::Png, MediaType::Jpeg, MediaType::Webp];

    /// Reads the first bytes; nothing where it is none of these, whatever its name says.
    pub fn of(content: &[u8]) -> Option<MediaType> {
        if content.starts_with(b"%PDF-") {
            Some(MediaType::Pdf)
        } else if content.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(MediaType::Png)
        } else if content.starts_with(b"\xff\xd8\xff") {
            Some(MediaType::Jpeg)
        } else if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
            Some(MediaType::Webp)
        } else {
            None
        }
    }

    /// The word used in the store and the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            MediaType::Pdf => "pdf",
            MediaType::Png => "png",
            MediaType::Jpeg => "jpeg",
            MediaType::Webp => "webp",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<MediaType> {
        MediaType::ALL.into_iter().find(|media| media.word() == word)
    }

    /// As HTTP names it.
    pub const fn mime(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Webp => "image/webp",
        }
    }

    /// Whether it can be drawn upon.
    pub const fn is_image(self) -> bool {
        !matches!(self, MediaType::Pdf)
    }
}

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    /// It may be looked at: nothing was found in it, or nobody scans here.
    Clean,
    /// Nobody sees it before the scanner said that it is clean.
    Quarantined,
    /// The scanner found something: it is deleted.
    Infected,
}

impl EvidenceState {
    /// Every state.
    pub const ALL: [EvidenceState; 3] =
        [EvidenceState::Clean, EvidenceState::Quarantined, EvidenceState::Infected];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            EvidenceState::Clean => "clean",
            EvidenceState::Quarantined => "quarantined",
            EvidenceState::Infected => "infected",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<EvidenceState> {
        EvidenceState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// As whom somebody looked at a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewer {
    /// A member of the account that handed it in.
    Applicant,
    /// A reviewer of a case that rests on it.
    Reviewer,
}

/// Why a file was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceEnd {
    /// The operator's retention ran out.
    Retention,
    /// The scanner found something.
    Infected,
    /// Its account threw it away before anything rested on it.
    Discarded,
}

/// What a kind of evidence may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// Words alone.
    Text,
    /// A file, with or without words.
    File,
    /// Either of the two.
    #[default]
    Either,
}

impl Takes {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Takes::Text => "text",
            Takes::File => "file",
            Takes::Either => "either",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_says_what_it_is() {
        assert_eq!(MediaType::of(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        assert_eq!(MediaType::of(b"\x89PNG\r\n\x1a\n...."), Some(MediaType::Png));
        assert_eq!(MediaType::of(b"\xff\xd8\xff\xe0"), Some(MediaType::Jpeg));
        assert_eq!(MediaType::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(MediaType::Webp));
        for other in [&b""[..], b"<html>", b"GIF89a", b"RIFF\0\0\0\0WAVE", b" %PDF-1.7", b"MZ", b"PK\x03\x04"]
        {
            assert_eq!(MediaType::of(other), None);
        }
    }

    #[test]
    fn words_read_back() {
        assert!(MediaType::ALL.into_iter().all(|media| MediaType::from_word(media.word()) == Some(media)));
        assert!(EvidenceState::ALL.into_iter().all(|s| EvidenceState::from_word(s.word()) == Some(s)));
    }
}
