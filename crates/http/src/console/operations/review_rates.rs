//! `GET /operations/review/rates`: how often reviewers agree, and how often rejections are overturned.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_model::Span;
use vermilion_service::may::Operate;
use vermilion_service::review::{ReasonCounts, ReviewerRates, read_rates};

use crate::App;
use crate::console::review::PersonBody;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

const USUAL_DAYS: i64 = 90;
const DAYS: std::ops::RangeInclusive<i64> = 1..=366;

/// Over how long.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RatesQuery {
    /// The last so many days, 1 to 366; 90 where it is not said.
    days: Option<i64>,
}

/// What was measured. A rate is nothing where nothing was looked at twice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatesBody {
    from: String,
    to: String,
    reviewers: Vec<ReviewerRatesBody>,
    reasons: Vec<ReasonRatesBody>,
    /// Of each kind of review by persons; over the newest hundred decisions, whenever they were.
    medians: Vec<MedianBody>,
}

/// How long decisions take.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MedianBody {
    /// `one_person` or `two_persons`.
    review: &'static str,
    /// In working days, without the time that applicants took to answer; nothing before there were five.
    median_days: Option<u32>,
}

/// One reviewer's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewerRatesBody {
    reviewer: PersonBody,
    approved: u32,
    rejected: u32,
    /// Agreed first of two.
    seconded: u32,
    /// Of cases for two persons: where the other said the same.
    agreed: u32,
    disagreed: u32,
    /// `agreed` of both, 0 to 1.
    agreement_rate: Option<f64>,
    /// Rejections that an appeal overturned.
    overturned: u32,
    upheld: u32,
    /// `overturned` of both, 0 to 1.
    overturn_rate: Option<f64>,
}

/// One reason's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReasonRatesBody {
    code: String,
    /// Rejections in which it was given.
    given: u32,
    overturned: u32,
    upheld: u32,
    overturn_rate: Option<f64>,
}

fn rate(part: u32, rest: u32) -> Option<f64> {
    let all = f64::from(part) + f64::from(rest);
    (all > 0.0).then(|| f64::from(part) / all)
}

impl From<ReviewerRates> for ReviewerRatesBody {
    fn from(rates: ReviewerRates) -> ReviewerRatesBody {
        let counts = rates.counts;
        ReviewerRatesBody {
            reviewer: rates.person.into(),
            approved: counts.approved,
            rejected: counts.rejected,
            seconded: counts.seconded,
            agreed: counts.agreed,
            disagreed: counts.disagreed,
            agreement_rate: rate(counts.agreed, counts.disagreed),
            overturned: counts.overturned,
            upheld: counts.upheld,
            overturn_rate: rate(counts.overturned, counts.upheld),
        }
    }
}

impl From<(String, ReasonCounts)> for ReasonRatesBody {
    fn from((code, counts): (String, ReasonCounts)) -> ReasonRatesBody {
        let ReasonCounts { given, overturned, upheld } = counts;
        ReasonRatesBody { code, given, overturned, upheld, overturn_rate: rate(overturned, upheld) }
    }
}

#[utoipa::path(get, path = "/operations/review/rates", tag = "operations", operation_id = "review_rates",
    params(RatesQuery),
    responses((status = 200, body = RatesBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
    query: Result<Query<RatesQuery>, QueryRejection>,
) -> Result<Json<RatesBody>, Problem> {
    let malformed = || Problem::Malformed("/days".to_owned());
    let days = query.map_err(|_| malformed())?.days.unwrap_or(USUAL_DAYS);
    if !DAYS.contains(&days) {
        return Err(malformed());
    }
    let to = app.desk.now().plus(Span::millis(1));
    let from = to.minus(Span::days(days));
    let rates = read_rates(&app.desk, &by, (from, to)).await?;
    Ok(Json(RatesBody {
        from: rfc3339(from),
        to: rfc3339(to),
        reviewers: rates.reviewers.into_iter().map(ReviewerRatesBody::from).collect(),
        reasons: rates.reasons.into_iter().map(ReasonRatesBody::from).collect(),
        medians: rates
            .medians
            .into_iter()
            .map(|(review, median_days)| MedianBody { review: review.word(), median_days })
            .collect(),
    }))
}
