//! 消息推送: where an account's server wants to be told, and how the messages look.

use serde::{Deserialize, Serialize};

/// 数据格式
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushFormat {
    /// As WeChat began.
    #[default]
    Xml,
    /// What mini programs usually choose.
    Json,
}

impl PushFormat {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            PushFormat::Xml => "xml",
            PushFormat::Json => "json",
        }
    }

    /// From the word.
    pub fn from_word(word: &str) -> Option<PushFormat> {
        [PushFormat::Xml, PushFormat::Json].into_iter().find(|format| format.word() == word)
    }
}

/// 加密方式
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushMode {
    /// 明文: nothing is encrypted.
    #[default]
    Plain,
    /// 兼容: both, side by side.
    Compatible,
    /// 安全: encrypted only.
    Safe,
}

impl PushMode {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            PushMode::Plain => "plain",
            PushMode::Compatible => "compatible",
            PushMode::Safe => "safe",
        }
    }

    /// From the word.
    pub fn from_word(word: &str) -> Option<PushMode> {
        [PushMode::Plain, PushMode::Compatible, PushMode::Safe].into_iter().find(|mode| mode.word() == word)
    }
}

/// What is no secret of an account's message push.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MessagePush {
    /// Where to, `http` or `https`.
    pub url: String,
    /// How a message is written.
    pub format: PushFormat,
    /// Whether it is encrypted.
    pub mode: PushMode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_round() {
        for format in [PushFormat::Xml, PushFormat::Json] {
            assert_eq!(PushFormat::from_word(format.word()), Some(format));
        }
        for mode in [PushMode::Plain, PushMode::Compatible, PushMode::Safe] {
            assert_eq!(PushMode::from_word(mode.word()), Some(mode));
        }
        assert_eq!((PushFormat::from_word("JSON"), PushMode::from_word("")), (None, None));
    }
}
