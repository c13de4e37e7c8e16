-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Who may register, where the platform asks for an invitation.
create table registration_invitation (
  id bytea not null primary key,
  digest bytea not null,
  email_digest bytea,
  sealed bytea not null,
  uses bigint not null,
  used bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  withdrawn_at bigint
);
create unique index registration_invitation_digest on registration_invitation (digest);
create index registration_invitation_email on registration_invitation (email_digest) where email_digest is not null;
