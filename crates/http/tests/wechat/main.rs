//! WeChat's calls under many callers at once, and what is kept of those refused.
#![cfg(test)]

mod herd;
mod refusals;
mod tickets;
