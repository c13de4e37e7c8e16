-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What an account set, one row a kind; what is secret in it is sealed under the ring's keys.
create table setting (
  account bigint not null,
  kind text collate "C" not null,
  version bigint not null,
  value text collate "C" not null,
  sealed bytea,
  saved_at bigint not null,
  primary key (account, kind)
);
create index setting_kind on setting (kind, account);

-- Ends of secrets that are planned.
create table secret_plan (
  account bigint not null,
  secret bigint not null,
  retires_at bigint not null,
  primary key (account, secret)
);
create index secret_plan_due on secret_plan (retires_at);

-- The day each secret was last used.
create table secret_use (
  account bigint not null,
  secret bigint not null,
  day bigint not null,
  primary key (account, secret)
);

-- Who fetched tokens: one row an account, step of twenty seconds, kind, secret and address.
create table token_fetch (
  account bigint not null,
  step bigint not null,
  kind bigint not null,
  secret bigint not null,
  forced bigint not null,
  address text collate "C" not null,
  count bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  primary key (account, step, kind, secret, forced, address)
);
create index token_fetch_last on token_fetch (last_at);

-- Who came with the right secret and is not on the allow-list.
create table stranger (
  account bigint not null,
  address text collate "C" not null,
  refused bigint not null,
  count bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  primary key (account, address, refused)
);
create index stranger_account on stranger (account, last_at);
create index stranger_last on stranger (last_at);
