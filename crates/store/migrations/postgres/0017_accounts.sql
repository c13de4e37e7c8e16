-- What accounts ask of the platform beside authorizations, and where an account stands.

create table petition (
  id bytea not null primary key,
  account bigint not null,
  kind text collate "C" not null,
  sealed bytea not null,
  document bytea not null,
  digest bytea,
  submitted_at bigint not null,
  submitted_by bytea not null,
  review_case bytea,
  outcome text collate "C",
  decided_at bigint
);
-- Of each kind one waits at a time.
create unique index petition_waiting on petition (account, kind) where outcome is null;
create index petition_account on petition (account, kind, submitted_at);
create index petition_digest on petition (digest);

-- What the register says: each field's last petition that was approved.
create table register (
  account bigint not null,
  field text collate "C" not null,
  petition bytea not null,
  since bigint not null,
  primary key (account, field)
);

-- Names in use and names asked for: none stands twice.
create table held_name (
  digest bytea not null primary key,
  account bigint not null,
  since bigint not null
);
create index held_name_account on held_name (account);
insert into held_name (digest, account, since)
  select name_digest, no, created_at from account where name_digest is not null;

-- What operators added to the protected words, or freed of them.
create table protected_word (
  word text collate "C" not null primary key,
  account bigint,
  protected_at bigint not null,
  freed_at bigint
);

-- Accounts bound to an open-platform account.
create table binding (
  account bigint not null primary key,
  open bigint not null,
  since bigint not null
);
create index binding_open on binding (open, account);

-- A row to lock while the accounts of one subject are counted.
create table subject (
  digest bytea not null primary key,
  version bigint not null
);

alter table account add column frozen_at bigint;
alter table account add column closing_at bigint;
alter table account add column closing_until bigint;
alter table account add column erased_at bigint;
alter table account add column subject_type text collate "C";
alter table account add column subject bytea;
alter table account add column verified_at bigint;
alter table account add column verified_until bigint;
alter table account add column verification bytea;
create index account_subject on account (subject);
create index account_closing on account (closing_until) where closing_until is not null;

-- When the last account was erased: a start looks whether the log still has to be emptied.
create index account_erased on account (erased_at) where erased_at is not null;
