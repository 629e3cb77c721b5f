-- Up Migration

-- One account for each spelling of a name: "josé" and "jose" are the same. Accounts of an earlier release have names in
-- ASCII, which are their own spelling.
create table staff_names (
  folded text primary key,
  name   text not null unique references staff_accounts (name) on delete cascade
);
insert into staff_names (folded, name) select name, name from staff_accounts;

-- Letters of any language. The previous release reads and signs in these names too.
alter table staff_accounts drop constraint staff_accounts_name_check;
alter table staff_accounts add constraint staff_accounts_name_check check (name ~ '^\S{2,40}$');

-- Down Migration

-- Names in other letters stay, so the former check applies to new rows only.
alter table staff_accounts drop constraint staff_accounts_name_check;
alter table staff_accounts add constraint staff_accounts_name_check
  check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$') not valid;
drop table staff_names;
