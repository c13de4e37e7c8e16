//! Scanning: a QR code to sign in with or to bind a host app's user, how far it has come, the binding.

pub(super) mod ask;
pub(super) mod binding;
pub(super) mod take_up;

#[cfg(test)]
mod tests;
