-- The product's own tables. Yes and no is a nullable time; what is personal is sealed.

create table member (
  id blob not null primary key,
  email_digest blob,
  phone_digest blob,
  password text not null,
  sealed blob not null,
  agreement integer not null,
  created_at integer not null,
  erased_at integer
) strict;
create unique index member_email on member (email_digest);

create table platform_role (
  member blob not null,
  role text not null,
  given_at integer not null,
  primary key (member, role)
) strict;

create table invitation (
  id blob not null primary key,
  role text not null,
  digest blob not null,
  email_digest blob not null,
  sealed blob not null,
  created_at integer not null,
  expires_at integer not null,
  spent_at integer
) strict;
create unique index invitation_digest on invitation (digest);

create table account (
  no integer not null primary key,
  app_id text not null,
  type text not null,
  owner blob not null,
  name_digest blob,
  sealed blob not null,
  version integer not null,
  last_secret integer not null,
  created_at integer not null,
  secrets_frozen_at integer,
  suspended_at integer,
  closed_at integer
) strict;
create unique index account_app_id on account (app_id);
create unique index account_name on account (name_digest);

create table membership (
  account integer not null,
  member blob not null,
  role text not null,
  since integer not null,
  primary key (account, member)
) strict;
create index membership_member on membership (member, account);

create table secret (
  account integer not null,
  no integer not null,
  digest blob not null,
  digest_key integer not null,
  name text not null,
  created_at integer not null,
  retired_at integer,
  primary key (account, no)
) strict;

create table epoch (
  account integer not null,
  kind integer not null,
  secret integer not null,
  epoch integer not null,
  primary key (account, kind, secret)
) strict;

create table stable (
  account integer not null,
  secret integer not null,
  epoch integer not null,
  issued integer not null,
  key integer not null,
  primary key (account, secret)
) strict;

create table mark (
  account integer not null,
  kind integer not null,
  secret integer not null,
  step integer not null,
  issued integer not null,
  primary key (account, kind, secret, step)
) strict;

create table authz (
  id blob not null primary key,
  account integer not null,
  giver integer not null,
  version integer not null,
  revisions integer not null,
  effective_revision blob,
  effective_at integer,
  until integer,
  pending_revision blob,
  pending_case blob,
  created_at integer not null,
  revoked_at integer
) strict;
create index authz_account on authz (account, id);

create table authz_capability (
  authz blob not null,
  capability integer not null,
  primary key (authz, capability)
) strict;

create table revision (
  id blob not null primary key,
  authz blob not null,
  number integer not null,
  capabilities text not null,
  until integer,
  document blob not null,
  sealed blob not null,
  submitted_at integer not null,
  submitted_by blob not null,
  outcome text,
  decided_at integer
) strict;
create unique index revision_number on revision (authz, number);

create table review_case (
  id blob not null primary key,
  kind text not null,
  account integer not null,
  revision blob not null,
  version integer not null,
  state text not null,
  review text not null,
  effect text not null,
  opened_at integer not null,
  due_at integer not null,
  applicant blob not null,
  first_by blob,
  taken_by blob,
  taken_until integer,
  decided_by blob,
  decided_at integer,
  reasons text,
  sealed_text blob
) strict;
create index review_case_due on review_case (state, due_at, id);
create index review_case_account on review_case (account, id);
create index review_case_revision on review_case (revision);

create table draft (
  id blob not null primary key,
  account integer not null,
  authz blob,
  version integer not null,
  sealed blob not null,
  saved_at integer not null,
  saved_by blob not null
) strict;
create index draft_account on draft (account, id);

create table host_app (
  id blob not null primary key,
  name text not null,
  created_at integer not null
) strict;

create table host_key (
  host_app blob not null,
  number integer not null,
  digest blob not null,
  digest_key integer not null,
  created_at integer not null,
  revoked_at integer,
  primary key (host_app, number)
) strict;

create table listing (
  host_app blob not null,
  account integer not null,
  since integer not null,
  primary key (host_app, account)
) strict;

create table usr (
  id blob not null primary key,
  host_app blob not null,
  external_digest blob,
  sealed blob not null,
  created_at integer not null,
  closed_at integer,
  erased_at integer
) strict;
create unique index usr_external on usr (host_app, external_digest);

create table pair (
  account integer not null,
  usr blob not null,
  ordinal integer not null,
  created_at integer not null,
  primary key (account, usr)
) strict;
create unique index pair_ordinal on pair (account, ordinal);
create index pair_usr on pair (usr, account);

create table consent (
  account integer not null,
  ordinal integer not null,
  scope integer not null,
  usr blob not null,
  notice integer not null,
  granted_at integer not null,
  withdrawn_at integer,
  primary key (account, ordinal, scope)
) strict;
create index consent_usr on consent (usr, account);
create index consent_withdrawn on consent (withdrawn_at) where withdrawn_at is not null;

create table act (
  serial integer not null primary key,
  account integer not null,
  ordinal integer not null,
  kind integer not null,
  at integer not null
) strict;
create index act_pair on act (account, ordinal, at);

create table console_session (
  id blob not null primary key,
  member blob not null,
  digest blob not null,
  created_at integer not null,
  until integer not null,
  seen_at integer not null,
  ended_at integer
) strict;
create unique index console_session_digest on console_session (digest);
create index console_session_member on console_session (member, id);

create table sign_in_failure (
  address blob not null primary key,
  failures integer not null,
  last_at integer not null
) strict;

create table verification (
  id blob not null primary key,
  address blob not null,
  code blob not null,
  created_at integer not null,
  expires_at integer not null,
  tries integer not null,
  spent_at integer
) strict;
create index verification_address on verification (address, created_at);

create table mail (
  id blob not null primary key,
  at integer not null,
  sealed blob not null,
  sent_at integer
) strict;

create table refusal (
  rid blob not null primary key,
  at integer not null,
  account integer,
  call text not null,
  code integer not null,
  reason text not null
) strict;
create index refusal_account on refusal (account, at);

-- Of each account, the first ordinal of every life of the store; none while it has had one life only.
create table incarnation_range (
  account integer not null,
  incarnation integer not null,
  first_ordinal integer not null,
  primary key (account, incarnation)
) strict;

-- Entries that a restore found missing: after the one, before the other. Nothing is allowed while one
-- of them is not accepted.
create table gap (
  incarnation integer not null,
  after integer not null,
  before integer not null,
  accepted_at integer,
  primary key (incarnation, after)
) strict;
