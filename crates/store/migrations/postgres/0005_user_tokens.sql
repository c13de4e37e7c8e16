-- What was encrypted for accounts' clients, by two hashes and nothing else, kept for days: whoever holds
-- such data may ask whether it is genuine.
create table sealed_data (
  serial bigint not null primary key,
  account bigint not null,
  text_hash bytea not null,
  raw_hash bytea not null,
  at bigint not null
);
create index sealed_data_text on sealed_data (account, text_hash);
create index sealed_data_raw on sealed_data (account, raw_hash);

-- Web authorizations, by the serial of the code that was exchanged. Both tokens are derived from a row.
create table oauth_grant (
  serial bigint not null primary key,
  account bigint not null,
  ordinal bigint not null,
  scope bigint not null,
  secret bigint not null,
  refresh_key bigint not null,
  created_at bigint not null,
  key bigint not null,
  issued bigint not null,
  until bigint not null,
  ended_at bigint
);
create index oauth_grant_pair on oauth_grant (account, ordinal);
