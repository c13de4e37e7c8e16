-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- The platform's own rules about applications that an operator wrote or switched. 0 is the version that came
-- with the platform; no version is in force where `enabled` is null.
create table policy (
  id text not null primary key,
  version integer not null,
  enabled integer,
  changed_at integer not null
) strict;

create table policy_version (
  id text not null,
  version integer not null,
  text text not null,
  saved_at integer not null,
  saved_by blob not null,
  primary key (id, version)
) strict;
