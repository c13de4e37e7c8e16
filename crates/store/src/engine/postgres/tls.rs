//! TLS to the server: always with the server's name and chain proven, whatever `sslmode` asks for beyond that.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::StoreFault;

/// A connector that trusts the authorities of a file, or the machine's own.
pub(super) fn connector(roots: Option<&Path>) -> Result<MakeRustlsConnect, StoreFault> {
    let unfit = |why: String| StoreFault::Unfit(why);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unfit(error.to_string()))?
        .with_root_certificates(match roots {
            Some(file) => of_file(file)?,
            None => of_the_machine(),
        })
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<RootCertStore, StoreFault> {
    let unfit = |why: String| StoreFault::Unfit(format!("the root certificate {}: {why}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unfit(error.to_string()))? {
        let certificate = certificate.map_err(|error| unfit(error.to_string()))?;
        roots.add(certificate).map_err(|error| unfit(error.to_string()))?;
    }
    if roots.is_empty() { Err(unfit("it holds none".into())) } else { Ok(roots) }
}

/// A machine without any can still reach a server that asks for no TLS; one that does is then not believed.
fn of_the_machine() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::debug!(%error, "ignored: a root certificate of the machine could not be read");
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    roots
}

/// An address that says nothing of TLS: on this machine there is nobody in between; elsewhere TLS it is where
/// the server has it.
pub(super) fn settle_mode(url: &str, config: &mut Config) {
    let said = url.split_once('?').is_some_and(|(_, query)| query.contains("sslmode="));
    if !said && config.get_hosts().iter().all(is_here) {
        config.ssl_mode(SslMode::Disable);
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        #[cfg(unix)]
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn an_address_elsewhere_prefers_tls_and_whoever_says_so_has_what_they_say() {
        let mode = |url: &str| {
            let mut config = Config::from_str(url).unwrap();
            settle_mode(url, &mut config);
            config.get_ssl_mode()
        };
        assert_eq!(mode("postgres://u@127.0.0.1/db"), SslMode::Disable);
        assert_eq!(mode("postgres://u@localhost/db"), SslMode::Disable);
        assert_eq!(mode("postgres://u@db.example/db"), SslMode::Prefer);
        assert_eq!(mode("postgres://u@localhost/db?sslmode=require"), SslMode::Require);
        assert_eq!(mode("postgres://u@db.example/db?sslmode=disable"), SslMode::Disable);
    }

    #[test]
    fn a_file_without_a_certificate_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("roots.pem");
        std::fs::write(&file, "nothing\n").unwrap();
        let fault = connector(Some(&file)).err().unwrap().to_string();
        assert!(fault.contains("roots.pem"), "{fault}");
        assert!(connector(Some(&folder.path().join("absent"))).is_err());
    }
}
