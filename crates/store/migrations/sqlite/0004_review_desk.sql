-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Since when a case waits for its applicant, and who asked; nothing while it is the reviewers' turn.
alter table review_case add column asked_at integer;
alter table review_case add column asked_by blob;
-- How many working days the clock stood before.
alter table review_case add column waited integer;
-- When operators were told that its due time had passed.
alter table review_case add column escalated_at integer;
-- The rejected case that it appeals, and the case that appeals it.
alter table review_case add column appeal_of blob;
alter table review_case add column appealed_by blob;
-- The verdict on each item of its checklist, by whom decided.
alter table review_case add column checks text;
create index review_case_asked on review_case (asked_at, id) where asked_at is not null and state = 'open';

create table case_message (
  id blob not null primary key,
  review_case blob not null,
  kind text not null,
  author blob not null,
  pointer text not null,
  at integer not null,
  sealed blob not null
) strict;
create index case_message_case on case_message (review_case, id);

-- What a reviewer found so far, item by item; a decision carries its own.
create table case_check (
  review_case blob not null,
  member blob not null,
  checks text not null,
  at integer not null,
  primary key (review_case, member)
) strict;
