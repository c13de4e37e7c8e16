//! `GET /audit/verification`: whether the audit log still is what was written.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::audit::{Finding, verify_chain};
use vermilion_service::may::Audit;

use crate::App;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// What reading the whole log came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationBody {
    /// Whether everything holds.
    ok: bool,
    /// How many entries were read.
    entries: i64,
    /// The last one, `lane-number`.
    head: String,
    /// Up to where a signed head proves that nothing was cut off or rewritten; the tail behind it cannot be
    /// proven.
    proven: Option<String>,
    /// What does not hold, in order.
    findings: Vec<AuditFinding>,
}

/// One thing that does not hold.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditFinding {
    /// Stable, for programs.
    code: &'static str,
    /// For the operator, in English.
    detail: String,
}

#[utoipa::path(get, path = "/audit/verification", tag = "audit", operation_id = "verify_audit",
    responses((status = 200, body = VerificationBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Audit>,
) -> Result<Json<VerificationBody>, Problem> {
    let report = verify_chain(&app.desk, &by).await?;
    Ok(Json(VerificationBody {
        ok: report.findings.is_empty(),
        entries: report.entries,
        head: report.tip.to_string(),
        proven: report.proven.map(|seq| seq.to_string()),
        findings: report.findings.iter().map(AuditFinding::from).collect(),
    }))
}

impl From<&Finding> for AuditFinding {
    fn from(finding: &Finding) -> AuditFinding {
        let code = match finding {
            Finding::Changed(_) => "changed",
            Finding::Gap { .. } => "gap",
            Finding::UnknownKey(_) => "unknown_key",
            Finding::Head { .. } => "head",
            Finding::Cut { .. } => "cut",
            Finding::Rewritten(_) => "rewritten",
            Finding::ForgedHead { .. } => "forged_head",
        };
        AuditFinding { code, detail: finding.to_string() }
    }
}
