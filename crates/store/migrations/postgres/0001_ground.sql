-- What this store is; one row.
create table meta (
  one bigint primary key check (one = 1),
  store_id bytea not null,
  kind text collate "C" not null,
  incarnation bigint not null,
  lanes bigint not null,
  created_at bigint not null
);

-- The head of each lane of governance facts; locked last, once a batch.
create table lane (
  lane bigint primary key,
  number bigint not null,
  mac bytea not null
);

-- The audit chain: ids, codes and digests only.
create table entry (
  lane bigint not null,
  number bigint not null,
  at bigint not null,
  actor text collate "C" not null,
  kind text collate "C" not null,
  version bigint not null,
  subjects text collate "C" not null,
  body text collate "C" not null,
  key bigint not null,
  mac bytea not null,
  primary key (lane, number)
);

-- One row a batch, kept an hour: tells whether a commit whose answer was lost took place.
create table batch (
  id bytea primary key,
  at bigint not null,
  lost text collate "C"
);

-- The first number not yet leased, of serials and of each account's ordinals.
create table block (
  name text collate "C" primary key,
  next bigint not null
);

-- Keys of the store, wrapped by the master key.
create table ring (
  purpose text collate "C" not null,
  id bigint not null,
  wrapped bytea not null,
  made_at bigint not null,
  retired_at bigint,
  primary key (purpose, id)
);

-- One key a person, wrapped; destroyed at erasure. Never part of a backup.
create table person_key (
  person bytea primary key,
  wrapped bytea not null,
  made_at bigint not null
);

-- Codes spent and session keys reset, by leased serial. Kinds 0 (reset) and 1 (login) carry the session.
create table login (
  serial bigint primary key,
  kind bigint not null,
  key bigint not null,
  account bigint not null,
  usr bigint not null,
  at bigint not null
);

-- The newest session of a user; SQLite keeps it in memory.
create index login_session on login (account, usr, at) where kind <= 1;
