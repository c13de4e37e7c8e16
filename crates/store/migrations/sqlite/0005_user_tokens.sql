-- What was encrypted for accounts' clients, by two hashes and nothing else, kept for days: whoever holds
-- such data may ask whether it is genuine.
create table sealed_data (
  serial integer not null primary key,
  account integer not null,
  text_hash blob not null,
  raw_hash blob not null,
  at integer not null
) strict;
create index sealed_data_text on sealed_data (account, text_hash);
create index sealed_data_raw on sealed_data (account, raw_hash);

-- Web authorizations, by the serial of the code that was exchanged. Both tokens are derived from a row.
create table oauth_grant (
  serial integer not null primary key,
  account integer not null,
  ordinal integer not null,
  scope integer not null,
  secret integer not null,
  refresh_key integer not null,
  created_at integer not null,
  key integer not null,
  issued integer not null,
  until integer not null,
  ended_at integer
) strict;
create index oauth_grant_pair on oauth_grant (account, ordinal);
