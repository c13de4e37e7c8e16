//! Roles in an account beside its administrator's.

use vermilion_model::Role;
use vermilion_store::{Job, Lowered, Sql, Stmt, Value};

use crate::{Member, TestDesk};

static JOIN: Sql = Sql::both("insert into membership (account, member, role, since) values ($1, $2, $3, $4)");

impl TestDesk {
    /// Gives somebody a role in the account of an AppID.
    pub async fn join(&self, app_id: &str, member: &Member, role: Role) {
        let app_id = app_id.parse().expect("an AppID");
        let row = self.desk.read.account_by_app_id(app_id).await.expect("a read").expect("the account");
        let id: vermilion_model::Id<vermilion_model::Member> = member.id.parse().expect("a member's id");
        let values: Vec<Value> =
            vec![row.account.into(), id.into(), role.word().into(), self.desk.now().into()];
        let lowered = Lowered {
            keys: Vec::new(),
            guards: Vec::new(),
            writes: vec![Stmt::new(&JOIN, values)],
            entry: None,
        };
        self.desk.store().writer.commit(Job::Upkeep(lowered)).await.expect("a membership");
    }
}
