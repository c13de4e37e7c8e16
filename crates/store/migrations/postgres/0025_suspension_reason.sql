-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Why the platform stopped an account, by code: its members read it. Of those stopped before, the audit log alone says.
alter table account add column suspended_reason text collate "C";
