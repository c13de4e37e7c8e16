-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Decisions by their time: what rates and forecasts are measured from.
create index review_case_decided on review_case (decided_at, id) where decided_at is not null;

-- Coded reasons as operators edited them; one that is not here stands as the binary carries it.
create table review_reason (
  code text not null primary key,
  version integer not null,
  family text not null,
  mended_at text not null,
  pointer text not null,
  sentences text not null,
  changed_at integer not null,
  retired_at integer
) strict;

-- Years of the working-day calendar as operators edited them.
create table calendar_year (
  year integer not null primary key,
  version integer not null,
  holidays text not null,
  make_up text not null,
  source text not null,
  since integer not null,
  changed_at integer not null
) strict;

-- What people were told of once, and are not to be told of again.
create table told (
  what text not null primary key,
  at integer not null
) strict;

-- The language in which a member reads messages; who chose none reads Chinese.
create table member_language (
  member blob not null primary key,
  language text not null
) strict;
