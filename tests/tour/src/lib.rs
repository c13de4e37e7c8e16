//! What the tour is tried against: a server of this build, and a proxy between the two that lies.
//!
//! The proxy speaks HTTP/1.1 on loopback, one request a connection, of bounded size. It knows the
//! paths that its lies are about. Deliberately absent: anything of the server's own crates, and any
//! lie that leaves the tour a way to be right.

pub mod lie;
pub mod message;
pub mod proxy;
pub mod server;

pub use lie::Lie;
pub use proxy::Proxy;
pub use server::Server;
