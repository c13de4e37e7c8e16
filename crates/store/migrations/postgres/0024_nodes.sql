-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What each node of this store says of itself, every ten seconds. Nothing rests on it.
create table node (
  run bytea primary key,
  name text collate "C" not null,
  version text collate "C" not null,
  started_at bigint not null,
  seen_at bigint not null,
  incarnation bigint not null,
  lane bigint not null,
  number bigint not null,
  view_age bigint,
  waiting bigint not null,
  oldest_wait bigint,
  clock_off bigint not null,
  disk_free bigint,
  disk_total bigint,
  obstacles text collate "C" not null
);
create index node_seen on node (seen_at);
