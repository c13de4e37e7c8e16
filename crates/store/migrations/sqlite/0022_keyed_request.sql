-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Requests that carried an Idempotency-Key: what was sent, as digests, and the answer, sealed. A day.
create table keyed_request (
  place blob primary key not null,
  caller blob not null,
  content blob not null,
  begun_at integer not null,
  answered_at integer,
  answer blob
) strict;
create index keyed_request_caller on keyed_request (caller);
create index keyed_request_begun on keyed_request (begun_at);
