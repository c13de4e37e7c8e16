//! Finds each setting's value among the sources and notes what is wrong.

use crate::given::Given;
use crate::kind::{Bounds, Fault, Kind};
use crate::problem::Problem;
use crate::section::{Described, variable};
use crate::source::{Flag, Read};

/// The sources, and the problems so far.
pub(crate) struct Reader {
    pub(crate) read: Read,
    pub(crate) problems: Vec<Problem>,
}

/// One section of them.
pub(crate) struct Section<'a> {
    reader: &'a mut Reader,
    name: &'static str,
    prefix: &'static str,
}

impl Reader {
    pub(crate) fn section(&mut self, name: &'static str, prefix: &'static str) -> Section<'_> {
        Section { reader: self, name, prefix }
    }

    /// A value and where it came from: a flag before the environment before the file.
    fn find(&self, section: &str, setting: &str, variable: &str) -> Option<(Given, String)> {
        let flag =
            self.read.flags.iter().find(|Flag { setting: of, .. }| {
                of.split_once('.').is_some_and(|of| of == (section, setting))
            });
        if let Some(flag) = flag {
            return Some((Given::Text(flag.value.clone()), flag.name.to_owned()));
        }
        if let Some((name, value)) = self.read.environment.iter().find(|(name, _)| name == variable) {
            return Some((Given::Text(value.clone()), name.clone()));
        }
        let value = self.read.table.get(section)?.as_table()?.get(setting)?;
        Some((Given::Toml(value.clone()), self.read.file.clone()))
    }

    /// Notes what the file and the environment hold that no section knows, and what the file must not hold.
    pub(crate) fn refuse_unknown(&mut self, sections: &[Described]) {
        let mut found = Vec::new();
        for (name, value) in &self.read.table {
            match (sections.iter().find(|section| section.name == name), value.as_table()) {
                (Some(section), Some(table)) => {
                    found.extend(table.keys().filter_map(|key| misplaced(section, key)));
                }
                (Some(_), None) => {
                    found.push(Problem::new(name, "it is not a section", format!("write [{name}]")));
                }
                (None, _) => found.push(unknown_section(name, sections)),
            }
        }
        let file = self.read.file.clone();
        self.problems.extend(found.into_iter().map(|problem| problem.from_origin(file.clone())));
        for (name, _) in &self.read.environment {
            let of_section =
                |section: &&Described| section.prefix != "VERMILION_" && name.starts_with(section.prefix);
            let known = |section: &Described| {
                section.settings.iter().any(|known| section.variable(known.name) == *name)
            };
            if let Some(section) = sections.iter().find(of_section).filter(|section| !known(section)) {
                let next = known_settings(section);
                let setting = name.strip_prefix(section.prefix).unwrap_or(name).to_ascii_lowercase();
                let problem =
                    Problem::new(&format!("{}.{setting}", section.name), "there is no such setting", next);
                self.problems.push(problem.from_origin(name));
            }
        }
    }
}

fn known_settings(section: &Described) -> String {
    let names: Vec<&str> = section.settings.iter().map(|setting| setting.name).collect();
    format!("[{}] has {}", section.name, names.join(", "))
}

fn unknown_section(name: &str, sections: &[Described]) -> Problem {
    let names: Vec<String> = sections.iter().map(|section| format!("[{}]", section.name)).collect();
    Problem::new(name, "there is no such section", format!("there are {}", names.join(", ")))
}

fn misplaced(section: &Described, key: &str) -> Option<Problem> {
    let full = format!("{}.{key}", section.name);
    match section.settings.iter().find(|setting| setting.name == key) {
        None => Some(Problem::new(&full, "there is no such setting", known_settings(section))),
        Some(setting) if !setting.in_file => {
            let next = format!("take it out of the file and set {}", section.variable(key));
            Some(Problem::new(&full, "a secret does not belong into the file", next))
        }
        Some(_) => None,
    }
}

impl Section<'_> {
    /// The value that holds, or the default when there is none, or it is wrong.
    pub(crate) fn setting<T: Kind>(&mut self, setting: &str, bounds: Bounds, default: fn() -> T) -> T {
        let variable = variable(self.prefix, setting);
        let Some((given, origin)) = self.reader.find(self.name, setting, &variable) else { return default() };
        T::read(&given, bounds).unwrap_or_else(|Fault { reason, next }| {
            let problem = Problem::new(&format!("{}.{setting}", self.name), reason, next);
            self.reader.problems.push(problem.from_origin(origin));
            default()
        })
    }
}
