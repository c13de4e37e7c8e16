//! Host apps' living keys.

use std::collections::HashMap;

use parking_lot::RwLock;
use vermilion_model::{Digest, HostApp, Id, Span};

use super::InForce;
use crate::Reason;

/// By digest: it is keyed, so finding one in a map tells nothing about a guess.
#[derive(Debug, Default)]
pub(super) struct Hosts(RwLock<HashMap<Digest, (Id<HostApp>, u32)>>);

impl InForce {
    /// Whose key has this digest; the caller tries one digest a digest key, newest first.
    pub fn host_by_key(&self, digest: &Digest, uptime: Span) -> Result<Id<HostApp>, Reason> {
        self.fresh(uptime)?;
        self.hosts.0.read().get(digest).map(|(host_app, _)| *host_app).ok_or(Reason::HostKeyUnknown)
    }

    pub(crate) fn add_host_key(&self, host_app: Id<HostApp>, number: u32, digest: Digest) {
        self.hosts.0.write().insert(digest, (host_app, number));
    }

    pub(crate) fn drop_host_key(&self, host_app: Id<HostApp>, number: u32) {
        self.hosts.0.write().retain(|_, key| *key != (host_app, number));
    }

    pub(crate) fn host_keys(&self) -> Vec<(Id<HostApp>, u32, Digest)> {
        self.hosts.0.read().iter().map(|(digest, (app, number))| (*app, *number, *digest)).collect()
    }
}
