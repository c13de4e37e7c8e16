-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Calls of one kind on one day.
create table call_day (
  account integer not null,
  day integer not null,
  call text not null,
  answered integer not null,
  refused integer not null,
  at integer not null,
  primary key (account, day, call)
) strict;
create index call_day_at on call_day (at);

-- Refusals of one kind on one day.
create table refusal_day (
  account integer not null,
  day integer not null,
  call text not null,
  code integer not null,
  reason text not null,
  count integer not null,
  last_at integer not null,
  last_rid blob not null,
  primary key (account, day, call, code, reason)
) strict;
create index refusal_day_last on refusal_day (last_at);

-- Which of 4,096 users a call was about on one day, as far as one run of a node knows.
create table user_day (
  account integer not null,
  day integer not null,
  call text not null,
  chunk integer not null,
  run blob not null,
  bits blob not null,
  at integer not null,
  primary key (account, day, call, chunk, run)
) strict;
create index user_day_at on user_day (at);
