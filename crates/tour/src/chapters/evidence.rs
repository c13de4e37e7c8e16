//! Evidence 证明材料: typed by what it contains, shown to whom it concerns, and every look noted.

use super::account::Account;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

const PAGE: &str = "<html><script>1</script></html>";
const DOCUMENT: &str = "%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

pub(super) fn hand_in(tour: &mut Tour<'_>, account: &Account) -> Result<(), Halt> {
    tour.chapter("Evidence is what it contains")?;
    let path = format!("/api/v1/accounts/{}/evidence", account.app_id);
    let ask = Ask::file(Actor::Owner, &path, PAGE).query("name", "agreement.pdf");
    let step = Step::new("a page is no document, whatever its name", "422 at /file", ask);
    let like = serde_json::json!({"pointer": "/file", "code": "file_type"});
    tour.take(&step.problem(422, "fields").item("/fields", like))?;
    let ask = Ask::file(Actor::Owner, &path, DOCUMENT).query("name", "agreement");
    let step = Step::new("the owner hands a document in", "201: a PDF by its content, sealed on disk", ask)
        .status(201)
        .is("/media_type", "application/pdf")
        .is("/used", false)
        .word("/state")
        .word("/id");
    let file = tour.take(&step)?.word("/id");
    let ask = Ask::get(Actor::Owner, format!("{path}/{file}/content"));
    let step = Step::new("the owner looks at it", "the document; that it was seen is in the log", ask);
    let step = step.status(200).holds("it is that document", |answer| answer.text == DOCUMENT);
    tour.take(&step).map(drop)
}
