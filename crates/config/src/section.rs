//! How a section is written down: once, as a struct with defaults, from which its reader and its
//! description are made.

use serde_json::Value;

/// A section as the schema and the check for unknown settings see it.
pub(crate) struct Described {
    pub(crate) name: &'static str,
    pub(crate) doc: String,
    /// What its environment variables begin with.
    pub(crate) prefix: &'static str,
    pub(crate) settings: Vec<Setting>,
}

/// One setting.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) doc: String,
    pub(crate) schema: Value,
    pub(crate) default: Value,
    /// Whether the file may hold it.
    pub(crate) in_file: bool,
}

impl Described {
    /// The environment variable of one of its settings.
    pub(crate) fn variable(&self, setting: &str) -> String {
        variable(self.prefix, setting)
    }
}

pub(crate) fn variable(prefix: &str, setting: &str) -> String {
    format!("{prefix}{}", setting.to_ascii_uppercase())
}

/// A section: its name, what its variables begin with, and a line a setting: doc, name, type,
/// default, then `within` for a number's bounds or `never in the file` for a secret's place.
macro_rules! section {
    (
        $(#[doc = $doc:literal])+
        pub struct $Section:ident in $section:literal, $prefix:literal;
        $(
            $(#[doc = $setting_doc:literal])+
            $name:ident : $Kind:ty = $default:expr
            $(=> within $min:literal $max:literal)? $(=> never in the $file:ident)?;
        )+
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $Section {
            $($(#[doc = $setting_doc])+ pub $name: $Kind,)+
        }

        impl $Section {
            pub(crate) fn read(reader: &mut $crate::reader::Reader) -> $Section {
                let mut section = reader.section($section, $prefix);
                $Section {
                    $($name: section.setting(
                        stringify!($name),
                        $crate::section::bounds(&[$($min, $max)?]),
                        || $default,
                    ),)+
                }
            }

            pub(crate) fn described() -> $crate::section::Described {
                $crate::section::Described {
                    name: $section,
                    doc: concat!($($doc),+).trim().to_owned(),
                    prefix: $prefix,
                    settings: vec![$($crate::section::Setting {
                        name: stringify!($name),
                        doc: concat!($($setting_doc),+).trim().to_owned(),
                        schema: <$Kind as $crate::kind::Kind>::schema(
                            $crate::section::bounds(&[$($min, $max)?]),
                        ),
                        default: {
                            let default: $Kind = $default;
                            $crate::kind::Kind::shown(&default)
                        },
                        in_file: concat!("", $(stringify!($file))?).is_empty(),
                    }),+],
                }
            }
        }
    };
}
pub(crate) use section;

/// The two numbers of `within`, if it stands there.
pub(crate) fn bounds(pair: &[u32]) -> crate::kind::Bounds {
    match pair {
        [min, max] => Some((*min, *max)),
        _ => None,
    }
}
