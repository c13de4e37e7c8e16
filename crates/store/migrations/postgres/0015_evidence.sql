-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Files on which requests rest. What they hold stands sealed on disk under the name `blob`; what they are called
-- is sealed here. `digest` is of the content, keyed by the account's key.
create table evidence (
  id bytea not null primary key,
  account bigint not null,
  blob bytea not null,
  digest bytea not null,
  media text collate "C" not null,
  bytes bigint not null,
  sealed bytea not null,
  state text collate "C" not null,
  stored_at bigint not null,
  stored_by bytea not null,
  views bigint not null default 0,
  scanned_at bigint,
  deleted_at bigint
);
create index evidence_account on evidence (account, id);
create index evidence_blob on evidence (blob);
create index evidence_waiting on evidence (id) where state = 'quarantined' and deleted_at is null;
create index evidence_living on evidence (stored_at) where deleted_at is null;

create table evidence_use (
  revision bytea not null,
  evidence bytea not null,
  primary key (revision, evidence)
);
create index evidence_use_evidence on evidence_use (evidence);
