//! Subjects 主体: who stands behind an account, what shows it, and how many accounts each may have. Data,
//! `catalogue/subjects.toml`. Source: contract, subject types and limits.

use serde::{Deserialize, Serialize};

use crate::{AccountType, CatalogueFault};

const SUBJECTS: &str = include_str!("../../../catalogue/subjects.toml");

/// What kind of person or body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectType {
    /// 个人
    Individual,
    /// 个体工商户
    IndividualBusiness,
    /// 企业
    Enterprise,
    /// 政府
    Government,
    /// 媒体
    Media,
    /// 其他组织
    OtherOrg,
}

impl SubjectType {
    /// Every type, in the order in which the form shows them.
    pub const ALL: [SubjectType; 6] = [
        SubjectType::Individual,
        SubjectType::IndividualBusiness,
        SubjectType::Enterprise,
        SubjectType::Government,
        SubjectType::Media,
        SubjectType::OtherOrg,
    ];

    /// The word used in the store, the catalogue and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            SubjectType::Individual => "individual",
            SubjectType::IndividualBusiness => "individual_business",
            SubjectType::Enterprise => "enterprise",
            SubjectType::Government => "government",
            SubjectType::Media => "media",
            SubjectType::OtherOrg => "other_org",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<SubjectType> {
        SubjectType::ALL.into_iter().find(|subject| subject.word() == word)
    }
}

/// How a typed field is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectFormat {
    /// A line of text.
    Line,
    /// A mainland identity card's number: 17 digits and a check character.
    IdentityCard,
    /// A unified social credit code (18), an organisation code (9) or a licence number (15).
    OrganisationCode,
    /// A mainland phone number, or one with its country's code.
    Phone,
}

/// One field that a subject type is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectField {
    /// Its id; its name stands in the language files under `subject_field.<id>`.
    pub id: String,
    /// How it is checked.
    pub format: SubjectFormat,
}

/// What a type of subject must bring.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRule {
    /// Which type.
    pub subject: SubjectType,
    /// For which types of account it may stand.
    pub account_types: Vec<AccountType>,
    /// What is typed; `code` is what tells two subjects of one type apart.
    pub fields: Vec<SubjectField>,
    /// Kinds of document, named as evidence is.
    pub documents: Vec<String>,
    /// How many mini programs one subject may have.
    pub mini_programs: u32,
    /// How many service and subscription accounts.
    pub official_accounts: u32,
    /// How many of any other type.
    pub others: u32,
}

impl SubjectRule {
    /// How many accounts of a type's group one subject may have, and which types count together.
    pub const fn limit(&self, account_type: AccountType) -> (u32, &'static [AccountType]) {
        match account_type {
            AccountType::MiniProgram => (self.mini_programs, &[AccountType::MiniProgram]),
            AccountType::ServiceAccount | AccountType::SubscriptionAccount => {
                (self.official_accounts, &[AccountType::ServiceAccount, AccountType::SubscriptionAccount])
            }
            AccountType::ThirdPartyPlatform => (self.others, &[AccountType::ThirdPartyPlatform]),
            AccountType::OpenPlatformAccount => (self.others, &[AccountType::OpenPlatformAccount]),
        }
    }
}

/// Every type's rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRules {
    #[serde(rename = "subject")]
    rules: Vec<SubjectRule>,
}

impl SubjectRules {
    /// The rules that this binary carries.
    pub fn embedded() -> Result<SubjectRules, CatalogueFault> {
        SubjectRules::parse(SUBJECTS)
    }

    /// From the file's text: every type stands once, and each is asked for name and code.
    pub fn parse(text: &str) -> Result<SubjectRules, CatalogueFault> {
        let unreadable = |why: String| CatalogueFault::Unreadable { file: "subjects.toml", why };
        let read: SubjectRules = toml::from_str(text).map_err(|e| unreadable(e.to_string()))?;
        for subject in SubjectType::ALL {
            let mut of = read.rules.iter().filter(|rule| rule.subject == subject);
            let rule = of.next().filter(|_| of.next().is_none());
            let rule = rule.ok_or_else(|| unreadable(format!("{} has not one rule", subject.word())))?;
            for wanted in ["name", "code"] {
                if !rule.fields.iter().any(|field| field.id == wanted) {
                    return Err(unreadable(format!("{} is not asked for its {wanted}", subject.word())));
                }
            }
        }
        Ok(read)
    }

    /// One type's rule.
    pub fn rule(&self, subject: SubjectType) -> Option<&SubjectRule> {
        self.rules.iter().find(|rule| rule.subject == subject)
    }

    /// Every rule.
    pub fn all(&self) -> &[SubjectRule] {
        &self.rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_documents_and_its_limits() {
        let rules = SubjectRules::embedded().unwrap();
        let line = |rule: &SubjectRule| {
            let (mini, official) = (rule.mini_programs, rule.official_accounts);
            format!("{} {} {mini} {official}", rule.subject.word(), rule.documents.join(","))
        };
        let lines: Vec<String> = rules.all().iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "individual identity_card 5 1",
                "individual_business business_licence,identity_card 5 2",
                "enterprise business_licence,authorization_letter 50 2",
                "government certificate_of_body,authorization_letter 50 50",
                "media certificate_of_body,authorization_letter 50 50",
                "other_org certificate_of_body,authorization_letter 50 2",
            ]
        );
    }

    #[test]
    fn service_and_subscription_accounts_count_together() {
        let rules = SubjectRules::embedded().unwrap();
        let (limit, together) =
            rules.rule(SubjectType::Enterprise).unwrap().limit(AccountType::ServiceAccount);
        assert_eq!((limit, together.len()), (2, 2));
    }
}
