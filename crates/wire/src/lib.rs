//! WeChat's formats: parameters, JSON and XML, error codes, signatures, message encryption.
//!
//! Turns bytes from the wire into values and values into bytes, exactly as clients of the
//! platform expect them. Knows `vermilion-model` and the embedded table `catalogue/errcodes.json`.
//! Every reader takes a limit and answers arbitrary bytes with a typed
//! fault, never a panic.
//!
//! Deliberately absent: I/O, async, a clock, randomness (random bytes are arguments), HTTP types,
//! storage, and any rule about who may do what. Payment formats are not here either.

mod cipher;
mod decimal;
mod digest;
pub mod errcode;
pub mod json;
pub mod jssdk;
pub mod push;
pub mod query;
pub mod reply;
pub mod rid;
pub mod user_data;
pub mod xml;

pub use errcode::ErrCode;
pub use rid::Rid;
