//! Who reviews, so that a case can be handed to a colleague by name.

use vermilion_model::PlatformRole;

use super::summary::{Maker, Person};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay};

/// Every reviewer, in the order in which they became one.
pub async fn list_reviewers(desk: &Desk, _: &PlatformMay<Review>) -> Result<Vec<Person>, Failure> {
    let mut maker = Maker::new(desk, desk.now());
    let mut people = Vec::new();
    for member in desk.read.members_with_role(PlatformRole::Reviewer).await? {
        people.push(maker.person(member).await?);
    }
    Ok(people)
}
