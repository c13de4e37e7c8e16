//! One account, one capability, granted and revoked on the first node.

use vermilion_model::fact::Actor;
use vermilion_model::{
    Authorization, CallNo, Capabilities, Giver, Id, ReviewClass, Reviewer, Span, Submission,
};
use vermilion_service::Clock;
use vermilion_service::wechat::{Caller, admit};

use super::accounts;
use crate::world::World;

/// What the story is about.
pub(crate) struct Story {
    account: usize,
    capabilities: Capabilities,
    call: CallNo,
}

impl Story {
    pub(crate) async fn begin(world: &mut World) -> Story {
        accounts::open(world).await.expect("an account is opened");
        let catalogue = &world.nodes[0].catalogue;
        let call =
            catalogue.call_by_name("POST:/wxa/business/getuserphonenumber").expect("the call is known");
        Story { account: 0, capabilities: call.opened_by, call: call.no }
    }

    pub(crate) async fn grant(&self, world: &World) -> Id<Authorization> {
        let desk = &world.nodes[0];
        let now = desk.now();
        let account = &world.oracle.accounts[self.account];
        let authorization = Authorization::new(desk.id(now), account.no, Giver::Platform);
        let asked = Submission {
            revision: desk.id(now),
            case: desk.id(now),
            capabilities: self.capabilities,
            due_at: now.plus(Span::days(3)),
            review: ReviewClass::OnePerson,
            until: None,
            by: account.owner,
            document: [0; 32],
        };
        let act = authorization.submit(&asked).expect("nothing is pending");
        desk.record(now, Actor::Member(account.owner), act).await.expect("it is submitted");
        let row = desk.read.case_by_id(asked.case).await.expect("it is read").expect("it is there");
        let by = Reviewer { member: desk.id(now), accounts: Vec::new() };
        let act = row.case.approve(&by).expect("it is open");
        desk.record(now, Actor::Member(by.member), act).await.expect("it is approved");
        authorization.id
    }

    pub(crate) async fn revoke(&self, world: &World, id: Id<Authorization>) {
        let desk = &world.nodes[0];
        let row = desk.read.authorization_by_id(id).await.expect("it is read").expect("it is there");
        let act = row.authorization.revoke().expect("it lives");
        let owner = world.oracle.accounts[self.account].owner;
        desk.record(desk.now(), Actor::Member(owner), act).await.expect("it is revoked");
    }

    /// Whether a node allows the call.
    pub(crate) fn allowed(&self, world: &World, node: usize) -> bool {
        let desk = &world.nodes[node];
        let account = world.oracle.accounts[self.account].no;
        let caller = Caller { account, now: world.clock.now(), uptime: desk.uptime() };
        admit(desk, &caller, self.call, None).is_ok()
    }
}
