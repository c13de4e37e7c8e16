-- A saved copy of consents as memory holds them, a byte a pair: 4,096 neighbouring pairs of one account a row.
-- It makes a start fast and is no truth: the rows of `consent` are.
create table consent_chunk (
  account integer not null,
  chunk integer not null,
  lane integer not null,
  number integer not null,
  bits blob not null,
  checksum blob not null,
  primary key (account, chunk)
) strict;

-- Which copy it is, and that its chunks hold all facts of the lane up to this number; below zero while the
-- copy is not whole. Later facts are replayed at a start.
create table consent_saved (
  lane integer not null primary key,
  copy blob not null,
  number integer not null
) strict;

-- A start asks for the last erasure and for those who are gone; without these it reads every user.
create index usr_closed on usr (closed_at) where closed_at is not null;
create index usr_erased on usr (erased_at) where erased_at is not null;
