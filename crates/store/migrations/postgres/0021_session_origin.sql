-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- From which device and address a session was used last, sealed under the member's key.
alter table console_session add column sealed bytea;
