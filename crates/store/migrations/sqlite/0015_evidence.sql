-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Files on which requests rest. What they hold stands sealed on disk under the name `blob`; what they are called
-- is sealed here. `digest` is of the content, keyed by the account's key.
create table evidence (
  id blob not null primary key,
  account integer not null,
  blob blob not null,
  digest blob not null,
  media text not null,
  bytes integer not null,
  sealed blob not null,
  state text not null,
  stored_at integer not null,
  stored_by blob not null,
  views integer not null default 0,
  scanned_at integer,
  deleted_at integer
) strict;
create index evidence_account on evidence (account, id);
create index evidence_blob on evidence (blob);
create index evidence_waiting on evidence (id) where state = 'quarantined' and deleted_at is null;
create index evidence_living on evidence (stored_at) where deleted_at is null;

create table evidence_use (
  revision blob not null,
  evidence blob not null,
  primary key (revision, evidence)
) strict;
create index evidence_use_evidence on evidence_use (evidence);
