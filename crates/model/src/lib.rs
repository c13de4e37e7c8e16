//! The product's words as values.
//!
//! Knows the embedded `catalogue/`. Deliberately absent: I/O, async, a clock, randomness,
//! any wire format, SQL, HTTP. Time comes in as `now: Time`, random bytes as arguments.

mod account;
mod account_name;
mod allow_list;
mod app_id;
mod authorization;
mod calendar;
mod capability;
mod case;
mod case_appeal;
mod case_check;
mod case_turn;
mod catalogue;
mod catalogue_diff;
mod consent;
mod delegation;
mod email;
mod entropy;
mod entry_filter;
mod evidence;
pub mod fact;
mod ground;
mod hex32;
mod id;
mod limits;
mod message_push;
mod oauth;
mod people;
mod period;
mod permission_set;
mod phone;
mod place;
mod profile;
mod refusal;
mod register;
mod review_reason;
mod rights;
mod seq;
mod server_domains;
mod subject;
pub mod text;
mod time;
mod token;

pub use account::{Account, AccountType, Digest, ItsTokens, SecretsState, Standing, Stops};
pub use account_name::AccountName;
pub use allow_list::{Admission, AllowList, AllowMode, Network, NotANetwork};
pub use app_id::{AccountNo, AppId, Incarnation, NotAnAppId, Ordinal, SecretNo};
pub use authorization::{Authorization, Giver, InEffect, Offered, Pending, Revision, Submission};
pub use calendar::{Calendar, CalendarYear, Due, WholeYear};
pub use capability::{Capabilities, CapabilityNo};
pub use case::{AppealOf, Case, CaseKind, CaseState, CodedReason, Effect, ReviewClass, Reviewer};
pub use case_appeal::Appeal;
pub use case_check::{CheckVerdict, Verdict};
pub use case_turn::{CaseMessage, LEFT_FOR, MessageKind, Turn};
pub use catalogue::{Accepts, Body, Call, CallNo, Capability, Catalogue, CatalogueFault, EvidenceKind, Risk};
pub use catalogue_diff::{Becomes, CannotFollow, CatalogueDiff, Difference};
pub use consent::{ConsentNeed, Scope};
pub use delegation::{Acceptance, Clash, Offer, OfferEnd, PROVIDERS_MAX, clash};
pub use email::{Email, NotAnEmail};
pub use entropy::Entropy;
pub use entry_filter::{EntryFilter, ExportForm, Named};
pub use evidence::{EvidenceEnd, EvidenceFile, EvidenceState, MediaType, Takes, Viewer};
pub use ground::{AccountGround, Ground};
pub use id::{Id, NotAnId};
pub use limits::{Allowances, CallLimit, Limits, LimitsState};
pub use message_push::{MessagePush, PushFormat, PushMode};
pub use oauth::OAuthScope;
pub use people::{
    Ceremony, Factor, FactorKind, HostApp, Invitation, Mail, Member, Notice, PlatformRole,
    RegistrationInvitation, Role, Scan, Session, User, Verification,
};
pub use period::Period;
pub use permission_set::{PermissionSet, PermissionSets};
pub use phone::{NotAPhone, Phone};
pub use place::Place;
pub use profile::ProfilePolicy;
pub use refusal::{FieldFault, Refusal};
pub use register::{Category, FieldRule, Petition, RegisterField, RegisterRules};
pub use review_reason::{Family, MendedAt, ReviewReason, ReviewReasons, Sentences, Wording};
pub use rights::{PlatformRight, Right};
pub use seq::{NotASeq, Seq};
pub use server_domains::{DomainList, MOST as MOST_DOMAINS, ServerDomains};
pub use subject::{SubjectField, SubjectFormat, SubjectRule, SubjectRules, SubjectType};
pub use time::{Span, Time};
pub use token::{CodeKind, TokenKind};
