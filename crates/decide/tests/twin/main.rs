//! The one question, checked: scenarios by hand, a naive twin over plain lists, the whole matrix.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod life;
mod world;
