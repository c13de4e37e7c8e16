-- How an account comes to its users' nicknames and avatars; an account without a row asks.
create table profile_policy (
  account bigint not null primary key,
  policy text collate "C" not null,
  since bigint not null
);
