//! What `dev` tells a person once it answers: where to look, whom to be, what to try. To stderr, since
//! scripts read stdout.

use vermilion_service::Desk;
use vermilion_service::seed::{Environment, Seed, environment};

/// Whom one can be, by the names of their values.
const PEOPLE: [(&str, &str); 5] = [
    ("OWNER", "owns the accounts"),
    ("REVIEWER", "decides applications"),
    ("REVIEWER2", "decides with the first, where two must"),
    ("OPERATOR", "runs the platform"),
    ("AUDITOR", "reads and proves the log"),
];

/// Tells it. What cannot be told is no reason not to serve.
pub(crate) async fn tell(desk: &Desk, seed: &Seed, url: &str) {
    match environment(desk, seed).await {
        Ok(values) => eprintln!("{}", text(&values, url)),
        Err(failure) => tracing::warn!(%failure, "the simulation's people could not be told"),
    }
}

fn text(values: &Environment, url: &str) -> String {
    let value = |name: &str| values.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let mut lines = vec![
        String::new(),
        "A simulation: people, accounts and secrets are made up, and nothing is really sent.".to_owned(),
        String::new(),
        format!("  console  {url}/"),
        format!("  WeChat   {url}/cgi-bin/…, for any SDK"),
        format!("  mail     {url}/dev/v1/outbox"),
        String::new(),
    ];
    for (name, does) in PEOPLE {
        let login = value(&format!("{name}_LOGIN"));
        if let (Some(login), Some(password)) = (login, value(&format!("{name}_PASSWORD"))) {
            lines.push(format!("  {login:<24} {password}  {does}"));
        }
    }
    let next = [
        "Next, in another terminal:".to_owned(),
        format!("  vermilion tour --server {url}             the main job, step by step"),
        format!("  eval \"$(vermilion dev env --server {url})\"   AppID, AppSecret, fresh codes"),
    ];
    lines.push(String::new());
    lines.extend(next);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_people_it_has_and_no_others() {
        let values =
            vec![("OWNER_LOGIN", "owner@a.example".to_owned()), ("OWNER_PASSWORD", "word".to_owned())];
        let told = text(&Environment { values, data: None }, "http://127.0.0.1:1");
        assert!(told.contains("owner@a.example") && told.contains("word") && told.contains("tour"));
        assert!(!told.contains("decides applications"));
    }
}
