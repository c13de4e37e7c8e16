-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Versions of the catalogue that an operator applied; each follows one other and is followed by one.
create table catalogue (
  version bigint not null primary key,
  before bigint not null,
  text text collate "C" not null,
  applied_at bigint not null,
  applied_by bytea not null
);
create unique index catalogue_before on catalogue (before);
