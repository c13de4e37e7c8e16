-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What is leased of each call's quota today, and the counter's epoch.
create table quota (
  account bigint not null,
  call text collate "C" not null,
  day bigint not null,
  epoch bigint not null,
  used bigint not null,
  primary key (account, call)
);

-- How often something was done this month that may be done so often a month.
create table month_count (
  account bigint not null,
  what text collate "C" not null,
  month bigint not null,
  used bigint not null,
  primary key (account, what)
);

-- Accounts whose calls are not counted.
create table limits_off (
  account bigint not null primary key,
  since bigint not null
);

-- What the owner of a refused call is told of it.
alter table refusal add column client text collate "C";
alter table refusal add column query text collate "C";
alter table refusal add column cost bigint;
alter table refusal add column token_kind bigint;
alter table refusal add column token_secret bigint;
alter table refusal add column token_issued bigint;
