-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Requests that carried an Idempotency-Key: what was sent, as digests, and the answer, sealed. A day.
create table keyed_request (
  place bytea primary key not null,
  caller bytea not null,
  content bytea not null,
  begun_at bigint not null,
  answered_at bigint,
  answer bytea
);
create index keyed_request_caller on keyed_request (caller);
create index keyed_request_begun on keyed_request (begun_at);
