//! Which person may call which operation, as a table to be read line by line.

use std::fmt::Write;
use std::path::Path;

use vermilion_model::Role;
use vermilion_testkit::{Answer, Member, TestDesk, golden};

use crate::operations::{self, Operation};

/// Who asks, by the column's name: roles in the account, somebody without one, roles on the platform.
async fn people(app: &TestDesk) -> (String, Vec<(&'static str, Member)>) {
    let administrator = app.register_member("administrator@example.cn").await;
    let app_id = administrator.app_id.clone();
    let mut people = vec![("administrator", administrator)];
    for (name, role) in
        [("developer", Role::Developer), ("operator", Role::Operator), ("analyst", Role::Analyst)]
    {
        let member = app.register_member(&format!("{name}@example.cn")).await;
        app.join(&app_id, &member, role).await;
        people.push((name, member));
    }
    people.push(("outsider", app.register_member("outsider@example.cn").await));
    people.push(("reviewer", app.reviewer().await));
    people.push(("operations", app.operator().await));
    people.push(("auditor", app.auditor().await));
    (app_id, people)
}

/// `yes`: let in, whatever became of it; `-`: refused; `hidden`: the account is not there for them.
fn outcome(answer: &Answer) -> &'static str {
    match (answer.status, answer.code()) {
        (_, "forbidden" | "own_application") => "-",
        (_, "missing_account") => "hidden",
        (401, _) => "401",
        _ => "yes",
    }
}

/// The body cannot be read, so an operation that takes one stops right after it let its caller in.
async fn ask(app: &TestDesk, operation: &Operation, by: &Member, app_id: &str) -> Answer {
    let path = operation.path_for(app_id);
    let call = app.request(&operation.method, &path).header("cookie", &by.cookie);
    if operation.takes_body { call.bytes(b"{").send().await } else { call.send().await }
}

#[tokio::test]
async fn role_by_right_by_operation() {
    let app = TestDesk::new().await;
    let (app_id, people) = people(&app).await;
    let mut operations = operations::all();
    // Signing out ends the session that the other lines need.
    operations.retain(|operation| operation.id != "sign_out" && !operation.path.starts_with("/host"));
    operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    // Nor may anybody have left before the other lines were asked.
    let leaves = |operation: &Operation| operation.id == "leave_account";
    operations.sort_by_key(leaves);
    let mut table = format!("{:<74}", "");
    for (name, _) in &people {
        write!(table, " {name:<13}").unwrap();
    }
    for operation in &operations {
        write!(table, "\n{:<74}", format!("{:<6} {}", operation.method, operation.path)).unwrap();
        for (_, member) in &people {
            write!(table, " {:<13}", outcome(&ask(&app, operation, member, &app_id).await)).unwrap();
        }
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    golden(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faces/rights.txt"), &lines.join("\n"));
}
