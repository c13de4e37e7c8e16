-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- When the platform stopped this one authorization.
alter table authz add column suspended_at bigint;
-- What an account gave to others; 0 is the platform.
create index authz_giver on authz (giver, id);
