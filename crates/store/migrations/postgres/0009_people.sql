-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- Messages are tried again later, given up at last, and found by a keyed digest of whom they are to.
alter table mail add column address bytea;
alter table mail add column tries bigint not null default 0;
alter table mail add column due_at bigint not null default 0;
alter table mail add column given_up_at bigint;
create index mail_due on mail (due_at, id) where sent_at is null and given_up_at is null;
create index mail_address on mail (address);

-- What a code or link is for.
alter table verification add column purpose text collate "C" not null default 'registration';
create index verification_code on verification (code);

-- Invitations to an account stand beside those to the platform, which name none.
alter table invitation add column account bigint;
alter table invitation add column withdrawn_at bigint;
create index invitation_account on invitation (account, id);

create index member_phone on member (phone_digest);
