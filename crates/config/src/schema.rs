//! The JSON schema of the file, for editors.

use serde_json::{Map, Value, json};

use crate::section::{Described, Setting};
use crate::sections;

/// The schema of `vermilion.toml`, every section and setting with its line of documentation.
pub fn schema() -> Value {
    let sections: Map<String, Value> =
        sections::described().iter().map(|section| (section.name.to_owned(), of_section(section))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vermilion.toml",
        "description": "Settings of a Vermilion server. The environment (VERMILION_*) overrides the file, flags override both.",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    })
}

fn of_section(section: &Described) -> Value {
    let in_file = section.settings.iter().filter(|setting| setting.in_file);
    let settings: Map<String, Value> =
        in_file.map(|setting| (setting.name.to_owned(), of_setting(section, setting))).collect();
    json!({
        "type": "object",
        "description": section.doc,
        "additionalProperties": false,
        "properties": settings,
    })
}

fn of_setting(section: &Described, setting: &Setting) -> Value {
    let mut schema = setting.schema.clone();
    if let Some(schema) = schema.as_object_mut() {
        let doc = format!("{} Environment: {}.", setting.doc, section.variable(setting.name));
        schema.insert("description".to_owned(), doc.into());
        if !setting.default.is_null() {
            schema.insert("default".to_owned(), setting.default.clone());
        }
    }
    schema
}
