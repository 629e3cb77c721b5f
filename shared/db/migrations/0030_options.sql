-- Up Migration

-- What customers choose for a product. A group may belong to many products.
create table option_groups (
  id                integer  generated always as identity primary key,
  name              text     not null,
  kind              text     not null check (kind in ('one', 'several', 'quantities', 'text', 'yes_no')),
  position          integer  not null default 0,
  -- Whether customers see the group.
  active            boolean  not null default true,
  retired_at        timestamptz,
  -- Whether the bake sheet counts by its options.
  is_for_production boolean  not null default true,
  max_characters    smallint check ((kind = 'text') = (max_characters is not null) and max_characters between 1 and 200),
  characters        text     not null default 'any' check (characters in ('any', 'plain')),
  version           integer  not null default 1
);

-- Orders name options by their id, so options are retired and never deleted.
create table options (
  id             integer  generated always as identity primary key,
  group_id       integer  not null references option_groups,
  name           text     not null,
  position       integer  not null default 0,
  active         boolean  not null default true,
  retired_at     timestamptz,
  -- Added to the price of a piece.
  price_minor    integer  not null default 0 check (price_minor between -1000000000 and 1000000000),
  allergens      text[]   not null default '{}',
  -- Allergens of the product that a piece with this option does not contain.
  without        text[]   not null default '{}',
  lead_time_days smallint not null default 0 check (lead_time_days between 0 and 90),
  daily_limit    integer  check (daily_limit between 1 and 100000),
  sold_out       boolean  not null default false,
  -- The first pickup day that can have the option again; null for no such day.
  sold_out_until date,
  check (sold_out or sold_out_until is null)
);
create index options_group on options (group_id);

create table option_pools (
  option_id integer not null references options,
  pool_id   integer not null references pools,
  weight    integer not null check (weight between 1 and 10000),
  primary key (option_id, pool_id)
);
create index option_pools_pool on option_pools (pool_id);

create table product_option_groups (
  product_id integer   not null references products,
  group_id   integer   not null references option_groups,
  position   integer   not null default 0,
  min        smallint  not null check (min between 0 and 1000),
  max        smallint  not null check (max between greatest(min, 1) and 1000),
  free       smallint  not null default 0 check (free between 0 and max),
  -- The options of an order that names none; repeated for a quantity.
  defaults   integer[] not null default '{}',
  primary key (product_id, group_id)
);
create index product_option_groups_group on product_option_groups (group_id);

-- The units that orders take of an option on a business day.
create table option_days (
  option_id   integer not null,
  date        date    not null,
  units_taken integer not null,
  primary key (option_id, date)
);

alter table claims add option_id integer check ((source <> 'option') = (option_id is null));
alter table claims drop constraint claims_source_check;
alter table claims add constraint claims_source_check
  check (source in ('stock', 'plan', 'capacity', 'pool', 'slot', 'option'));

alter table order_lines
  -- The options of a line as they were when the order was placed; null for a line without options.
  add choices jsonb,
  -- What customers wrote, by the option; forgotten like notes.
  add texts   jsonb;
create index order_lines_texts on order_lines (order_id) where texts is not null;

-- Placement decides with the options of this version, and refuses when it has changed.
alter table settings add options_version integer not null default 1;

create function raise_options_version() returns trigger language plpgsql as $$
begin
  update public.settings set options_version = options_version + 1;
  return null;
end $$;
create trigger changed after insert or update or delete on option_groups
  for each statement execute function raise_options_version();
create trigger changed after insert or update or delete on options
  for each statement execute function raise_options_version();
create trigger changed after insert or update or delete on option_pools
  for each statement execute function raise_options_version();
create trigger changed after insert or update or delete on product_option_groups
  for each statement execute function raise_options_version();

-- A release that does not know options deletes their claims in a cancellation. All releases leave the units of pools and
-- options to this trigger.
create or replace function free_pools() returns trigger language plpgsql as $$
begin
  update public.pool_days d set units_taken = d.units_taken - f.units
  from (
    select pool_id, date, sum(units) as units from freed where source = 'pool' group by pool_id, date) f
  where d.pool_id = f.pool_id and d.date = f.date;
  update public.option_days d set units_taken = d.units_taken - f.units
  from (
    select option_id, date, sum(units) as units from freed where source = 'option' group by option_id, date) f
  where d.option_id = f.option_id and d.date = f.date;
  return null;
end $$;

-- Down Migration

create or replace function free_pools() returns trigger language plpgsql as $$
begin
  update public.pool_days d set units_taken = d.units_taken - f.units
  from (
    select pool_id, date, sum(units) as units from freed where source = 'pool' group by pool_id, date) f
  where d.pool_id = f.pool_id and d.date = f.date;
  return null;
end $$;
drop table option_days, product_option_groups, option_pools, options, option_groups;
drop function raise_options_version();
alter table settings drop column options_version;
drop index order_lines_texts;
alter table order_lines drop column choices, drop column texts;
delete from claims where source = 'option';
alter table claims drop constraint claims_source_check;
alter table claims add constraint claims_source_check check (source in ('stock', 'plan', 'capacity', 'pool', 'slot'));
alter table claims drop column option_id;
