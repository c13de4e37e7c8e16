-- What accounts ask of the platform beside authorizations, and where an account stands.

create table petition (
  id blob not null primary key,
  account integer not null,
  kind text not null,
  sealed blob not null,
  document blob not null,
  digest blob,
  submitted_at integer not null,
  submitted_by blob not null,
  review_case blob,
  outcome text,
  decided_at integer
) strict;
-- Of each kind one waits at a time.
create unique index petition_waiting on petition (account, kind) where outcome is null;
create index petition_account on petition (account, kind, submitted_at);
create index petition_digest on petition (digest);

-- What the register says: each field's last petition that was approved.
create table register (
  account integer not null,
  field text not null,
  petition blob not null,
  since integer not null,
  primary key (account, field)
) strict;

-- Names in use and names asked for: none stands twice.
create table held_name (
  digest blob not null primary key,
  account integer not null,
  since integer not null
) strict;
create index held_name_account on held_name (account);
insert into held_name (digest, account, since)
  select name_digest, no, created_at from account where name_digest is not null;

-- What operators added to the protected words, or freed of them.
create table protected_word (
  word text not null primary key,
  account integer,
  protected_at integer not null,
  freed_at integer
) strict;

-- Accounts bound to an open-platform account.
create table binding (
  account integer not null primary key,
  open integer not null,
  since integer not null
) strict;
create index binding_open on binding (open, account);

-- A row to lock while the accounts of one subject are counted.
create table subject (
  digest blob not null primary key,
  version integer not null
) strict;

alter table account add column frozen_at integer;
alter table account add column closing_at integer;
alter table account add column closing_until integer;
alter table account add column erased_at integer;
alter table account add column subject_type text;
alter table account add column subject blob;
alter table account add column verified_at integer;
alter table account add column verified_until integer;
alter table account add column verification blob;
create index account_subject on account (subject);
create index account_closing on account (closing_until) where closing_until is not null;

-- When the last account was erased: a start looks whether the log still has to be emptied.
create index account_erased on account (erased_at) where erased_at is not null;
