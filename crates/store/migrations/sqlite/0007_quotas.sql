-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What is leased of each call's quota today, and the counter's epoch.
create table quota (
  account integer not null,
  call text not null,
  day integer not null,
  epoch integer not null,
  used integer not null,
  primary key (account, call)
) strict;

-- How often something was done this month that may be done so often a month.
create table month_count (
  account integer not null,
  what text not null,
  month integer not null,
  used integer not null,
  primary key (account, what)
) strict;

-- Accounts whose calls are not counted.
create table limits_off (
  account integer not null primary key,
  since integer not null
) strict;

-- What the owner of a refused call is told of it.
alter table refusal add column client text;
alter table refusal add column query text;
alter table refusal add column cost integer;
alter table refusal add column token_kind integer;
alter table refusal add column token_secret integer;
alter table refusal add column token_issued integer;
