//! The register 基本信息: what the platform knows an account by, and what a change of it needs. Data,
//! `catalogue/register.toml`.

use serde::{Deserialize, Serialize};

use crate::{AccountType, CaseKind, CatalogueFault, Period, ReviewClass};

const REGISTER: &str = include_str!("../../../catalogue/register.toml");

/// Something asked of the platform beside an authorization: a change of the register, or verification.
#[derive(Debug)]
pub enum Petition {}

/// A field of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    /// 名称
    Name,
    /// 头像
    Avatar,
    /// 介绍
    Introduction,
    /// 服务类目
    Category,
}

impl RegisterField {
    /// Every field, in the order in which the register shows them.
    pub const ALL: [RegisterField; 4] =
        [RegisterField::Name, RegisterField::Avatar, RegisterField::Introduction, RegisterField::Category];

    /// The word used in the store, the catalogue and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            RegisterField::Name => "name",
            RegisterField::Avatar => "avatar",
            RegisterField::Introduction => "introduction",
            RegisterField::Category => "category",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<RegisterField> {
        RegisterField::ALL.into_iter().find(|field| field.word() == word)
    }

    /// The kind of case that a change of it is.
    pub const fn case_kind(self) -> CaseKind {
        match self {
            RegisterField::Name => CaseKind::NameChange,
            RegisterField::Avatar => CaseKind::AvatarChange,
            RegisterField::Introduction => CaseKind::IntroductionChange,
            RegisterField::Category => CaseKind::CategoryChange,
        }
    }
}

/// What a change of one field needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// Which field.
    pub field: RegisterField,
    /// For which types of account.
    pub account_types: Vec<AccountType>,
    /// Immediate, checked by machine, or a case for so many persons.
    pub review: ReviewClass,
    /// How many changes a period has.
    pub changes: u32,
    /// Which period.
    pub per: Period,
    /// Whether the count begins anew when the subject is verified.
    #[serde(default)]
    pub anew_with_verification: bool,
}

/// A service category 服务类目 that an account can be registered under.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its stable id; its name stands in the language files under `category.<id>`.
    pub id: String,
    /// What choosing it needs, if more than the field itself.
    pub review: ReviewClass,
}

/// The table of fields, the categories, and the words that no name may contain.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterRules {
    #[serde(rename = "field")]
    fields: Vec<FieldRule>,
    #[serde(rename = "category")]
    categories: Vec<Category>,
    /// Words that are protected where operators did not free them.
    pub protected_words: Vec<String>,
}

impl RegisterRules {
    /// The rules that this binary carries.
    pub fn embedded() -> Result<RegisterRules, CatalogueFault> {
        RegisterRules::parse(REGISTER)
    }

    /// From the file's text: each type of account has one rule a field, and no category stands twice.
    pub fn parse(text: &str) -> Result<RegisterRules, CatalogueFault> {
        let unreadable = |why: String| CatalogueFault::Unreadable { file: "register.toml", why };
        let rules: RegisterRules = toml::from_str(text).map_err(|e| unreadable(e.to_string()))?;
        for field in RegisterField::ALL {
            for account_type in AccountType::ALL {
                let of =
                    |rule: &&FieldRule| rule.field == field && rule.account_types.contains(&account_type);
                if rules.fields.iter().filter(of).count() != 1 {
                    let (field, account_type) = (field.word(), account_type.word());
                    return Err(unreadable(format!("{field} of {account_type} has not one rule")));
                }
            }
        }
        let mut seen = std::collections::HashSet::new();
        match rules.categories.iter().find(|category| !seen.insert(&category.id)) {
            Some(twice) => Err(unreadable(format!("the category {} stands twice", twice.id))),
            None => Ok(rules),
        }
    }

    /// What a change of a field needs for this type of account.
    pub fn rule(&self, field: RegisterField, account_type: AccountType) -> Option<&FieldRule> {
        self.fields.iter().find(|rule| rule.field == field && rule.account_types.contains(&account_type))
    }

    /// Every category.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// One category.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_fields_read_line_by_line() {
        let rules = RegisterRules::embedded().unwrap();
        let line = |field: RegisterField, account_type: AccountType| {
            let rule = rules.rule(field, account_type).unwrap();
            let (review, per) = (rule.review.word(), rule.per.word());
            format!("{} {} {review} {} a {per}", account_type.word(), field.word(), rule.changes)
        };
        let of = |account_type| RegisterField::ALL.map(|field| line(field, account_type));
        assert_eq!(
            of(AccountType::MiniProgram),
            [
                "mini_program name one_person 2 a year",
                "mini_program avatar automatic 5 a year",
                "mini_program introduction automatic 5 a month",
                "mini_program category automatic 5 a month",
            ]
        );
        assert_eq!(
            of(AccountType::OpenPlatformAccount),
            [
                "open_platform_account name none 5 a year",
                "open_platform_account avatar none 5 a year",
                "open_platform_account introduction none 5 a month",
                "open_platform_account category none 5 a month",
            ]
        );
    }

    #[test]
    fn a_field_without_a_rule_is_said_aloud() {
        let text = "protected_words = []\nfield = []\ncategory = []\n";
        let fault = RegisterRules::parse(text).unwrap_err();
        assert!(fault.to_string().contains("name of subscription_account has not one rule"), "{fault}");
    }

    #[test]
    fn words_are_words() {
        for field in RegisterField::ALL {
            assert_eq!(RegisterField::from_word(field.word()), Some(field));
        }
    }
}
