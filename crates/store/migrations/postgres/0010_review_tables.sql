-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Decisions by their time: what rates and forecasts are measured from.
create index review_case_decided on review_case (decided_at, id) where decided_at is not null;

-- Coded reasons as operators edited them; one that is not here stands as the binary carries it.
create table review_reason (
  code text collate "C" not null primary key,
  version bigint not null,
  family text collate "C" not null,
  mended_at text collate "C" not null,
  pointer text collate "C" not null,
  sentences text collate "C" not null,
  changed_at bigint not null,
  retired_at bigint
);

-- Years of the working-day calendar as operators edited them.
create table calendar_year (
  year bigint not null primary key,
  version bigint not null,
  holidays text collate "C" not null,
  make_up text collate "C" not null,
  source text collate "C" not null,
  since bigint not null,
  changed_at bigint not null
);

-- What people were told of once, and are not to be told of again.
create table told (
  what text collate "C" not null primary key,
  at bigint not null
);

-- The language in which a member reads messages; who chose none reads Chinese.
create table member_language (
  member bytea not null primary key,
  language text collate "C" not null
);
