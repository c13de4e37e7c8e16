//! Applications and the review desk, through the console's face.

mod kit;

mod asking;
mod audit;
mod capabilities;
mod drafts;
mod races;
mod refused;
mod reviewing;
mod submitting;
mod taking_away;
