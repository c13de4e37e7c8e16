-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What each node of this store says of itself, every ten seconds. Nothing rests on it.
create table node (
  run blob primary key,
  name text not null,
  version text not null,
  started_at integer not null,
  seen_at integer not null,
  incarnation integer not null,
  lane integer not null,
  number integer not null,
  view_age integer,
  waiting integer not null,
  oldest_wait integer,
  clock_off integer not null,
  disk_free integer,
  disk_total integer,
  obstacles text not null
) strict, without rowid;
create index node_seen on node (seen_at);
