-- What this store is; one row.
create table meta (
  one integer primary key check (one = 1),
  store_id blob not null,
  kind text not null,
  incarnation integer not null,
  lanes integer not null,
  created_at integer not null
) strict;

-- The head of each lane of governance facts; locked last, once a batch.
create table lane (
  lane integer primary key,
  number integer not null,
  mac blob not null
) strict;

-- The audit chain: ids, codes and digests only.
create table entry (
  lane integer not null,
  number integer not null,
  at integer not null,
  actor text not null,
  kind text not null,
  version integer not null,
  subjects text not null,
  body text not null,
  key integer not null,
  mac blob not null,
  primary key (lane, number)
) strict, without rowid;

-- One row a batch, kept an hour: tells whether a commit whose answer was lost took place.
create table batch (
  id blob primary key,
  at integer not null,
  lost text
) strict, without rowid;

-- The first number not yet leased, of serials and of each account's ordinals.
create table block (
  name text primary key,
  next integer not null
) strict, without rowid;

-- Keys of the store, wrapped by the master key.
create table ring (
  purpose text not null,
  id integer not null,
  wrapped blob not null,
  made_at integer not null,
  retired_at integer,
  primary key (purpose, id)
) strict, without rowid;

-- One key a person, wrapped; destroyed at erasure. Never part of a backup.
create table person_key (
  person blob primary key,
  wrapped blob not null,
  made_at integer not null
) strict, without rowid;

-- Codes spent and session keys reset, by leased serial. Kinds 0 (reset) and 1 (login) carry the session.
create table login (
  serial integer primary key,
  kind integer not null,
  key integer not null,
  account integer not null,
  usr integer not null,
  at integer not null
) strict;
