//! A `rid` for a refusal: the time, and what entropy gives.

use vermilion_model::Time;
use vermilion_service::Desk;
use vermilion_wire::Rid;

pub(crate) fn draw(desk: &Desk, now: Time) -> Rid {
    Rid::new(now, desk.entropy.bytes())
}
