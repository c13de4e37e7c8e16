-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Since when a case waits for its applicant, and who asked; nothing while it is the reviewers' turn.
alter table review_case add column asked_at bigint;
alter table review_case add column asked_by bytea;
-- How many working days the clock stood before.
alter table review_case add column waited bigint;
-- When operators were told that its due time had passed.
alter table review_case add column escalated_at bigint;
-- The rejected case that it appeals, and the case that appeals it.
alter table review_case add column appeal_of bytea;
alter table review_case add column appealed_by bytea;
-- The verdict on each item of its checklist, by whom decided.
alter table review_case add column checks text collate "C";
create index review_case_asked on review_case (asked_at, id) where asked_at is not null and state = 'open';

create table case_message (
  id bytea not null primary key,
  review_case bytea not null,
  kind text collate "C" not null,
  author bytea not null,
  pointer text collate "C" not null,
  at bigint not null,
  sealed bytea not null
);
create index case_message_case on case_message (review_case, id);

-- What a reviewer found so far, item by item; a decision carries its own.
create table case_check (
  review_case bytea not null,
  member bytea not null,
  checks text collate "C" not null,
  at bigint not null,
  primary key (review_case, member)
);
