//! What rules are asked: one capability of one application.

use cedar_policy::{Context, Entities, EntityId, EntityTypeName, EntityUid, Request, Schema};
use serde_json::json;
use vermilion_model::{AccountType, Capability};

use crate::Failure;

/// What is about to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An account asks the platform.
    Grant,
    /// An account hands it to another.
    Delegate,
}

impl What {
    /// The action's name in policies.
    pub const fn word(self) -> &'static str {
        match self {
            What::Grant => "grant",
            What::Delegate => "delegate",
        }
    }

    /// From that name.
    pub fn from_word(word: &str) -> Option<What> {
        [What::Grant, What::Delegate].into_iter().find(|what| what.word() == word)
    }
}

/// The account that asks, or hands over.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its AppID.
    pub app_id: String,
    /// Its type.
    pub account_type: AccountType,
    /// How old it is, in days.
    pub age_days: i64,
    /// What it holds now.
    pub held: Vec<String>,
}

/// One capability of one application. It holds what was typed and does not print.
pub(super) struct Question<'a> {
    pub(super) what: What,
    pub(super) capability: &'a Capability,
    /// Its place among those that are asked for.
    pub(super) at: usize,
    /// Everything asked for at once.
    pub(super) asked: &'a [String],
    /// What it is for, as typed.
    pub(super) purpose: &'a str,
    /// The kind of each piece of evidence.
    pub(super) evidence: Vec<&'a str>,
    /// How many days it shall hold; nothing means without end.
    pub(super) days: Option<i64>,
}

/// As Cedar takes it.
pub(super) struct Put {
    pub(super) request: Request,
    pub(super) entities: Entities,
}

impl Question<'_> {
    /// Puts it to the schema.
    ///
    /// # Errors
    /// It does not fit, which is a fault of this program.
    pub(super) fn put(&self, subject: &Subject, schema: &Schema) -> Result<Put, Failure> {
        let (account, action) = (uid("Account", &subject.app_id)?, uid("Action", self.what.word())?);
        let capability = uid("Capability", &self.capability.id)?;
        let purpose = self.purpose.trim();
        let context = json!({
            "asked": self.asked,
            "purpose": purpose,
            "purpose_length": purpose.chars().count(),
            "evidence": self.evidence,
            "pieces": self.evidence.len(),
            "lasting": self.days.is_none(),
            "days": self.days.unwrap_or(0),
        });
        let context = Context::from_json_value(context, Some((schema, &action))).map_err(Failure::broken)?;
        let entities = json!([
            {
                "uid": { "type": "Account", "id": subject.app_id },
                "attrs": {
                    "type": subject.account_type.word(),
                    "age_days": subject.age_days,
                    "held": subject.held,
                },
                "parents": [],
            },
            {
                "uid": { "type": "Capability", "id": self.capability.id },
                "attrs": {
                    "risk": self.capability.risk.word(),
                    "review": self.capability.grant.word(),
                    "sets": self.capability.sets,
                },
                "parents": [],
            },
        ]);
        let entities = Entities::from_json_value(entities, Some(schema)).map_err(Failure::broken)?;
        let request =
            Request::new(account, action, capability, context, Some(schema)).map_err(Failure::broken)?;
        Ok(Put { request, entities })
    }
}

fn uid(of: &str, id: &str) -> Result<EntityUid, Failure> {
    let name: EntityTypeName = of.parse().map_err(Failure::broken)?;
    Ok(EntityUid::from_type_name_and_id(name, EntityId::new(id)))
}
