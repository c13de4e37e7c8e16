-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Who may register, where the platform asks for an invitation.
create table registration_invitation (
  id blob not null primary key,
  digest blob not null,
  email_digest blob,
  sealed blob not null,
  uses integer not null,
  used integer not null,
  created_at integer not null,
  expires_at integer not null,
  withdrawn_at integer
) strict;
create unique index registration_invitation_digest on registration_invitation (digest);
create index registration_invitation_email on registration_invitation (email_digest) where email_digest is not null;
