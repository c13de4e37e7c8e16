-- When the last account was erased: a start looks whether the log still has to be emptied.
create index account_erased on account (erased_at) where erased_at is not null;
