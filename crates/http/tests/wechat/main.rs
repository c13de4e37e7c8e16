//! WeChat's calls under many callers at once and under what nobody should send, and what is kept of those
//! refused.
#![cfg(test)]

mod callbacks;
mod herd;
mod hostile;
mod refusals;
mod tickets;
