//! WeChat's calls under many callers at once, and under what nobody should send.
#![cfg(test)]

mod herd;
mod hostile;
