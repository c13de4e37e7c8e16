-- How an account comes to its users' nicknames and avatars; an account without a row asks.
create table profile_policy (
  account integer not null primary key,
  policy text not null,
  since integer not null
) strict;
