-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- What an account set, one row a kind; what is secret in it is sealed under the ring's keys.
create table setting (
  account integer not null,
  kind text not null,
  version integer not null,
  value text not null,
  sealed blob,
  saved_at integer not null,
  primary key (account, kind)
) strict;
create index setting_kind on setting (kind, account);

-- Ends of secrets that are planned.
create table secret_plan (
  account integer not null,
  secret integer not null,
  retires_at integer not null,
  primary key (account, secret)
) strict;
create index secret_plan_due on secret_plan (retires_at);

-- The day each secret was last used.
create table secret_use (
  account integer not null,
  secret integer not null,
  day integer not null,
  primary key (account, secret)
) strict;

-- Who fetched tokens: one row an account, step of twenty seconds, kind, secret and address.
create table token_fetch (
  account integer not null,
  step integer not null,
  kind integer not null,
  secret integer not null,
  forced integer not null,
  address text not null,
  count integer not null,
  first_at integer not null,
  last_at integer not null,
  primary key (account, step, kind, secret, forced, address)
) strict;
create index token_fetch_last on token_fetch (last_at);

-- Who came with the right secret and is not on the allow-list.
create table stranger (
  account integer not null,
  address text not null,
  refused integer not null,
  count integer not null,
  first_at integer not null,
  last_at integer not null,
  primary key (account, address, refused)
) strict;
create index stranger_account on stranger (account, last_at);
create index stranger_last on stranger (last_at);
