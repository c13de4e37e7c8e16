//! Applications and the review desk, through the console's face.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "every function here is part of a test: what is not as expected fails it"
)]

mod kit;

mod admitting;
mod appealing;
mod asking;
mod asking_back;
mod attaching;
mod audit;
mod capabilities;
mod catalogue;
mod delegations;
mod desk_data;
mod drafts;
mod evidence;
mod hands;
mod judging;
mod noticed;
mod past;
mod policies;
mod races;
mod refused;
mod reviewing;
mod submitting;
mod suspending;
mod taking_away;
