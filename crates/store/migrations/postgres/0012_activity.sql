-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Calls of one kind on one day.
create table call_day (
  account bigint not null,
  day bigint not null,
  call text collate "C" not null,
  answered bigint not null,
  refused bigint not null,
  at bigint not null,
  primary key (account, day, call)
);
create index call_day_at on call_day (at);

-- Refusals of one kind on one day.
create table refusal_day (
  account bigint not null,
  day bigint not null,
  call text collate "C" not null,
  code bigint not null,
  reason text collate "C" not null,
  count bigint not null,
  last_at bigint not null,
  last_rid bytea not null,
  primary key (account, day, call, code, reason)
);
create index refusal_day_last on refusal_day (last_at);

-- Which of 4,096 users a call was about on one day, as far as one run of a node knows.
create table user_day (
  account bigint not null,
  day bigint not null,
  call text collate "C" not null,
  chunk bigint not null,
  run bytea not null,
  bits bytea not null,
  at bigint not null,
  primary key (account, day, call, chunk, run)
);
create index user_day_at on user_day (at);
