-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- 通知中心: what a member is to know, by ids alone; it is never the only record of anything.
create table notice (
  id bytea not null primary key,
  member bytea not null,
  kind text collate "C" not null,
  about text collate "C" not null,
  once text collate "C" not null,
  at bigint not null,
  read_at bigint
);
create unique index notice_once on notice (member, once);
create index notice_member on notice (member, id);
create index notice_unread on notice (member, id) where read_at is null;

-- By which ways a member is told of what.
create table notice_choice (
  member bytea not null primary key,
  sealed bytea not null,
  saved_at bigint not null
);

-- What registering people agree to; the version before the first row is the one that came with the binary.
create table agreement (
  version bigint not null primary key,
  title_zh text collate "C" not null,
  text_zh text collate "C" not null,
  title_en text collate "C" not null,
  text_en text collate "C" not null,
  published_at bigint not null,
  asks_again_at bigint
);

alter table member add column agreed_at bigint;

-- Devices on which somebody signed in at an address: others' guesses do not delay them.
create table known_device (
  address bytea not null,
  device bytea not null,
  seen_at bigint not null,
  primary key (address, device)
);

-- Passkeys, one-time password generators and recovery codes.
create table second_factor (
  id bytea not null primary key,
  member bytea not null,
  kind text collate "C" not null,
  digest bytea,
  sealed bytea not null,
  step bigint not null,
  added_at bigint not null,
  used_at bigint
);
create index second_factor_member on second_factor (member, id);

-- What is under way between a browser and the server, and can be finished once.
create table ceremony (
  id bytea not null primary key,
  kind text collate "C" not null,
  member bytea,
  digest bytea not null,
  sealed bytea not null,
  created_at bigint not null,
  expires_at bigint not null,
  tries bigint not null,
  spent_at bigint
);
create unique index ceremony_digest on ceremony (digest);

alter table console_session add column proven_at bigint;

-- QR codes shown by a browser, scanned in a host app.
create table scan (
  id bytea not null primary key,
  purpose text collate "C" not null,
  ticket bytea not null,
  browser bytea not null,
  member bytea,
  state text collate "C" not null,
  host_app bytea,
  usr bytea,
  created_at bigint not null,
  expires_at bigint not null,
  spent_at bigint
);
create unique index scan_ticket on scan (ticket);

-- Which user of a host app a member signs in as by scanning.
create table host_binding (
  member bytea not null primary key,
  host_app bytea not null,
  usr bytea not null,
  since bigint not null
);
create unique index host_binding_usr on host_binding (usr);

-- By which an erasure finds what goes with a member.
create index ceremony_member on ceremony (member);
create index scan_member on scan (member);
create index invitation_email on invitation (email_digest);
