-- Expand only: the previous binary must run on this schema. Released files are never edited.

-- 通知中心: what a member is to know, by ids alone; it is never the only record of anything.
create table notice (
  id blob not null primary key,
  member blob not null,
  kind text not null,
  about text not null,
  once text not null,
  at integer not null,
  read_at integer
) strict;
create unique index notice_once on notice (member, once);
create index notice_member on notice (member, id);
create index notice_unread on notice (member, id) where read_at is null;

-- By which ways a member is told of what.
create table notice_choice (
  member blob not null primary key,
  sealed blob not null,
  saved_at integer not null
) strict;

-- What registering people agree to; the version before the first row is the one that came with the binary.
create table agreement (
  version integer not null primary key,
  title_zh text not null,
  text_zh text not null,
  title_en text not null,
  text_en text not null,
  published_at integer not null,
  asks_again_at integer
) strict;

alter table member add column agreed_at integer;

-- Devices on which somebody signed in at an address: others' guesses do not delay them.
create table known_device (
  address blob not null,
  device blob not null,
  seen_at integer not null,
  primary key (address, device)
) strict;

-- Passkeys, one-time password generators and recovery codes.
create table second_factor (
  id blob not null primary key,
  member blob not null,
  kind text not null,
  digest blob,
  sealed blob not null,
  step integer not null,
  added_at integer not null,
  used_at integer
) strict;
create index second_factor_member on second_factor (member, id);

-- What is under way between a browser and the server, and can be finished once.
create table ceremony (
  id blob not null primary key,
  kind text not null,
  member blob,
  digest blob not null,
  sealed blob not null,
  created_at integer not null,
  expires_at integer not null,
  tries integer not null,
  spent_at integer
) strict;
create unique index ceremony_digest on ceremony (digest);

alter table console_session add column proven_at integer;

-- QR codes shown by a browser, scanned in a host app.
create table scan (
  id blob not null primary key,
  purpose text not null,
  ticket blob not null,
  browser blob not null,
  member blob,
  state text not null,
  host_app blob,
  usr blob,
  created_at integer not null,
  expires_at integer not null,
  spent_at integer
) strict;
create unique index scan_ticket on scan (ticket);

-- Which user of a host app a member signs in as by scanning.
create table host_binding (
  member blob not null primary key,
  host_app blob not null,
  usr blob not null,
  since integer not null
) strict;
create unique index host_binding_usr on host_binding (usr);

-- By which an erasure finds what goes with a member.
create index ceremony_member on ceremony (member);
create index scan_member on scan (member);
create index invitation_email on invitation (email_digest);
