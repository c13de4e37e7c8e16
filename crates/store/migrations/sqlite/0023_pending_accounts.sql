-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- A new account that reviewers have not admitted yet.
alter table account add column pending_since integer;
create index account_pending on account (app_id) where pending_since is not null;
