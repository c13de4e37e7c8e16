-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- The platform's own rules about applications that an operator wrote or switched. 0 is the version that came
-- with the platform; no version is in force where `enabled` is null.
create table policy (
  id text collate "C" not null primary key,
  version bigint not null,
  enabled bigint,
  changed_at bigint not null
);

create table policy_version (
  id text collate "C" not null,
  version bigint not null,
  text text collate "C" not null,
  saved_at bigint not null,
  saved_by bytea not null,
  primary key (id, version)
);
