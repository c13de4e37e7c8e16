-- Accounts of one type or standing, by AppID: few of very many are found without looking at the others.

create index account_of_type on account (type, app_id);
create index account_suspended on account (app_id) where suspended_at is not null;
create index account_closed on account (app_id) where closed_at is not null;
create index account_frozen on account (app_id) where frozen_at is not null;
create index account_to_close on account (app_id) where closing_until is not null;
