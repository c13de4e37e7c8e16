-- The product's own tables. Yes and no is a nullable time; what is personal is sealed.

create table member (
  id bytea not null primary key,
  email_digest bytea,
  phone_digest bytea,
  password text collate "C" not null,
  sealed bytea not null,
  agreement bigint not null,
  created_at bigint not null,
  erased_at bigint
);
create unique index member_email on member (email_digest);

create table platform_role (
  member bytea not null,
  role text collate "C" not null,
  given_at bigint not null,
  primary key (member, role)
);

create table invitation (
  id bytea not null primary key,
  role text collate "C" not null,
  digest bytea not null,
  email_digest bytea not null,
  sealed bytea not null,
  created_at bigint not null,
  expires_at bigint not null,
  spent_at bigint
);
create unique index invitation_digest on invitation (digest);

create table account (
  no bigint not null primary key,
  app_id text collate "C" not null,
  type text collate "C" not null,
  owner bytea not null,
  name_digest bytea,
  sealed bytea not null,
  version bigint not null,
  last_secret bigint not null,
  created_at bigint not null,
  secrets_frozen_at bigint,
  suspended_at bigint,
  closed_at bigint
);
create unique index account_app_id on account (app_id);
create unique index account_name on account (name_digest);

create table membership (
  account bigint not null,
  member bytea not null,
  role text collate "C" not null,
  since bigint not null,
  primary key (account, member)
);
create index membership_member on membership (member, account);

create table secret (
  account bigint not null,
  no bigint not null,
  digest bytea not null,
  digest_key bigint not null,
  name text collate "C" not null,
  created_at bigint not null,
  retired_at bigint,
  primary key (account, no)
);

create table epoch (
  account bigint not null,
  kind bigint not null,
  secret bigint not null,
  epoch bigint not null,
  primary key (account, kind, secret)
);

create table stable (
  account bigint not null,
  secret bigint not null,
  epoch bigint not null,
  issued bigint not null,
  key bigint not null,
  primary key (account, secret)
);

create table mark (
  account bigint not null,
  kind bigint not null,
  secret bigint not null,
  step bigint not null,
  issued bigint not null,
  primary key (account, kind, secret, step)
);

create table authz (
  id bytea not null primary key,
  account bigint not null,
  giver bigint not null,
  version bigint not null,
  revisions bigint not null,
  effective_revision bytea,
  effective_at bigint,
  until bigint,
  pending_revision bytea,
  pending_case bytea,
  created_at bigint not null,
  revoked_at bigint
);
create index authz_account on authz (account, id);

create table authz_capability (
  authz bytea not null,
  capability bigint not null,
  primary key (authz, capability)
);

create table revision (
  id bytea not null primary key,
  authz bytea not null,
  number bigint not null,
  capabilities text collate "C" not null,
  until bigint,
  document bytea not null,
  sealed bytea not null,
  submitted_at bigint not null,
  submitted_by bytea not null,
  outcome text collate "C",
  decided_at bigint
);
create unique index revision_number on revision (authz, number);

create table review_case (
  id bytea not null primary key,
  kind text collate "C" not null,
  account bigint not null,
  revision bytea not null,
  version bigint not null,
  state text collate "C" not null,
  review text collate "C" not null,
  effect text collate "C" not null,
  opened_at bigint not null,
  due_at bigint not null,
  applicant bytea not null,
  first_by bytea,
  taken_by bytea,
  taken_until bigint,
  decided_by bytea,
  decided_at bigint,
  reasons text collate "C",
  sealed_text bytea
);
create index review_case_due on review_case (state, due_at, id);
create index review_case_account on review_case (account, id);
create index review_case_revision on review_case (revision);

create table draft (
  id bytea not null primary key,
  account bigint not null,
  authz bytea,
  version bigint not null,
  sealed bytea not null,
  saved_at bigint not null,
  saved_by bytea not null
);
create index draft_account on draft (account, id);

create table host_app (
  id bytea not null primary key,
  name text collate "C" not null,
  created_at bigint not null
);

create table host_key (
  host_app bytea not null,
  number bigint not null,
  digest bytea not null,
  digest_key bigint not null,
  created_at bigint not null,
  revoked_at bigint,
  primary key (host_app, number)
);

create table listing (
  host_app bytea not null,
  account bigint not null,
  since bigint not null,
  primary key (host_app, account)
);

create table usr (
  id bytea not null primary key,
  host_app bytea not null,
  external_digest bytea,
  sealed bytea not null,
  created_at bigint not null,
  closed_at bigint,
  erased_at bigint
);
create unique index usr_external on usr (host_app, external_digest);

create table pair (
  account bigint not null,
  usr bytea not null,
  ordinal bigint not null,
  created_at bigint not null,
  primary key (account, usr)
);
create unique index pair_ordinal on pair (account, ordinal);
create index pair_usr on pair (usr, account);

create table consent (
  account bigint not null,
  ordinal bigint not null,
  scope bigint not null,
  usr bytea not null,
  notice bigint not null,
  granted_at bigint not null,
  withdrawn_at bigint,
  primary key (account, ordinal, scope)
);
create index consent_usr on consent (usr, account);
create index consent_withdrawn on consent (withdrawn_at) where withdrawn_at is not null;

create table act (
  serial bigint not null primary key,
  account bigint not null,
  ordinal bigint not null,
  kind bigint not null,
  at bigint not null
);
create index act_pair on act (account, ordinal, at);

create table console_session (
  id bytea not null primary key,
  member bytea not null,
  digest bytea not null,
  created_at bigint not null,
  until bigint not null,
  seen_at bigint not null,
  ended_at bigint
);
create unique index console_session_digest on console_session (digest);
create index console_session_member on console_session (member, id);

create table sign_in_failure (
  address bytea not null primary key,
  failures bigint not null,
  last_at bigint not null
);

create table verification (
  id bytea not null primary key,
  address bytea not null,
  code bytea not null,
  created_at bigint not null,
  expires_at bigint not null,
  tries bigint not null,
  spent_at bigint
);
create index verification_address on verification (address, created_at);

create table mail (
  id bytea not null primary key,
  at bigint not null,
  sealed bytea not null,
  sent_at bigint
);

create table refusal (
  rid bytea not null primary key,
  at bigint not null,
  account bigint,
  call text collate "C" not null,
  code bigint not null,
  reason text collate "C" not null
);
create index refusal_account on refusal (account, at);

-- Of each account, the first ordinal of every life of the store; none while it has had one life only.
create table incarnation_range (
  account bigint not null,
  incarnation bigint not null,
  first_ordinal bigint not null,
  primary key (account, incarnation)
);

-- Entries that a restore found missing: after the one, before the other. Nothing is allowed while one
-- of them is not accepted.
create table gap (
  incarnation bigint not null,
  after bigint not null,
  before bigint not null,
  accepted_at bigint,
  primary key (incarnation, after)
);
