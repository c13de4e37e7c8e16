//! The one question, checked: scenarios by hand, a naive twin over plain lists, the whole matrix.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod life;
mod matrix;
mod naive;
mod quotas;
mod rows;
mod story;
mod swap;
mod twins;
mod world;
