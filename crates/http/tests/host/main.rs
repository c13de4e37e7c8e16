//! The host apps' face and the simulation's, over the WeChat face that their codes are for.

mod codes;
mod consents;
mod dev;
mod ground;
mod users;
