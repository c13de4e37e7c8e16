//! 开发设置: allow-list, server domains, message push, and planned ends of secrets.

mod allow_list;
mod message_push;
mod server_domains;
mod settle;
mod strangers;

pub use allow_list::{AllowListForm, read_allow_list, set_allow_list};
pub use message_push::{PushForm, PushView, push_url, read_message_push, set_message_push};
pub use server_domains::{read_server_domains, set_server_domains};
pub use settle::Versioned;
pub use strangers::read_strangers;
