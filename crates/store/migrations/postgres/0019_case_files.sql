-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Files may be for what is said about a case: handed in to it, and named by one message.
alter table evidence add column review_case bytea;
alter table evidence add column case_message bytea;
create index evidence_case on evidence (review_case, id) where review_case is not null;
