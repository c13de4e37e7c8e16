-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Versions of the catalogue that an operator applied; each follows one other and is followed by one.
create table catalogue (
  version integer not null primary key,
  before integer not null,
  text text not null,
  applied_at integer not null,
  applied_by blob not null
) strict;
create unique index catalogue_before on catalogue (before);
