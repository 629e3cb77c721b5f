-- Up Migration

-- A resource that products share, such as oven space: so many units a day.
create table pools (
  id       integer generated always as identity primary key,
  name     text    not null,
  -- The name in lower case: two pools differ in more than case.
  name_key text    not null unique,
  -- What is counted: "trays", "hours".
  unit     text    not null,
  version  integer not null default 1
);

-- The capacity of each weekday (1 for Monday), and of a date that differs from its weekday.
create table pool_weekdays (
  pool_id integer  not null references pools on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  units   integer  not null check (units between 0 and 1000000),
  primary key (pool_id, weekday)
);
create table pool_dates (
  pool_id integer not null references pools on delete cascade,
  date    date    not null,
  units   integer not null check (units between 0 and 1000000),
  primary key (pool_id, date)
);

-- The units of a pool that one unit of a product takes.
create table product_pools (
  product_id integer not null references products,
  pool_id    integer not null references pools,
  weight     integer not null check (weight between 1 and 10000),
  primary key (product_id, pool_id)
);
create index product_pools_pool on product_pools (pool_id);

-- The units that orders take of a pool on a business day. Plans of daily products take theirs beside them.
create table pool_days (
  pool_id     integer not null,
  date        date    not null,
  units_taken bigint  not null,
  primary key (pool_id, date)
);

alter table claims add pool_id integer check ((source <> 'pool') = (pool_id is null));

-- A release that does not know pools deletes their claims in a cancellation. All releases leave their units to this
-- trigger; the release after this one may subtract them in its own statement.
create function free_pools() returns trigger language plpgsql as $$
begin
  update public.pool_days d set units_taken = d.units_taken - f.units
  from (
    select pool_id, date, sum(units) as units from freed where source = 'pool' group by pool_id, date) f
  where d.pool_id = f.pool_id and d.date = f.date;
  return null;
end $$;
create trigger freed after delete on claims
  referencing old table as freed
  for each statement execute function free_pools();

-- Down Migration

drop trigger freed on claims;
drop function free_pools();
delete from claims where source = 'pool';
alter table claims drop column pool_id;
drop table pool_days, product_pools, pool_dates, pool_weekdays, pools;
