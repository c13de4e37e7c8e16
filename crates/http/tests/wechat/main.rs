//! WeChat's calls under many callers at once.
#![cfg(test)]

mod herd;
