-- Up Migration

-- Settings: one row, and the days on which the shop is closed out of turn.

create table settings (
  only_one                boolean primary key default true check (only_one),
  bakery_name             text    not null default 'The Bakery' check (bakery_name <> ''),
  currency                text    not null default 'INR' check (currency ~ '^[A-Z]{3}$'),
  time_zone               text    not null default 'Asia/Kolkata',
  -- {"1":[{"from":"07:00","to":"19:00"}], …}: by ISO weekday; a missing weekday is closed.
  opening_hours           jsonb   not null,
  slot_minutes            integer not null default 30 check (slot_minutes between 5 and 240),
  slot_capacity           integer not null default 2000 check (slot_capacity > 0),
  -- Of the day before: what is baked to order must be ordered by then.
  cut_off                 text    not null default '18:00' check (cut_off ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  days_ahead              integer not null default 14 check (days_ahead between 0 and 365),
  -- After this many days nobody can tell any more who ordered.
  keep_personal_data_days integer not null default 90 check (keep_personal_data_days > 0),
  version                 integer not null default 1
);

insert into settings (opening_hours)
select jsonb_object_agg(weekday, jsonb_build_array(jsonb_build_object('from', '07:00', 'to', '19:00')))
from generate_series(1, 7) as weekday;

create table closures (
  date    date primary key,
  message text not null check (message <> '')
);

-- The catalogue

alter table products
  add category        text    not null default 'Bread' check (category <> ''),
  -- The fourteen of Regulation (EU) No 1169/2011, annex II.
  add allergens       text[]  not null default '{}' check (allergens <@ array[
    'gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts', 'celery',
    'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs']),
  add lead_time_hours integer not null default 0 check (lead_time_hours between 0 and 2160),
  -- Units that can be baked for one day; null for no limit.
  add daily_capacity  integer check (daily_capacity > 0),
  add batch_size      integer not null default 1 check (batch_size > 0),
  add version         integer not null default 1,
  add check (kind = 'made_to_order' or (lead_time_hours = 0 and daily_capacity is null));

-- Why the stock is what it is: it is always the sum of its movements.
create table stock_movements (
  id         bigint      generated always as identity primary key,
  product_id integer     not null references products,
  at         timestamptz not null default now(),
  units      integer     not null check (units <> 0),
  reason     text        not null check (reason in ('order', 'cancelled', 'delivery', 'count', 'waste')),
  order_id   integer     references orders,
  by         text        not null,
  check ((reason in ('order', 'cancelled')) = (order_id is not null))
);
create index stock_movements_product on stock_movements (product_id, at);
create index stock_movements_waste on stock_movements (at) where reason = 'waste';

insert into stock_movements (product_id, units, reason, by)
select id, stock, 'delivery', 'migration' from products where stock > 0;

-- Orders

alter table orders
  -- Null until the processor has found the next open slot for an order that named none.
  add pickup_at       timestamptz,
  add pickup_chosen   boolean not null default false,
  add customer_name   text,
  add customer_phone  text,
  add customer_email  text,
  -- Opens the whole order to who placed it. Not hashed: it opens nothing that is not in this row,
  -- and a repeated request is given it again.
  add token           text not null default replace(gen_random_uuid()::text, '-', ''),
  -- The account of who took the order at the counter, and why the rules did not hold for it.
  add placed_by       text,
  add override_reason text,
  add collected_at    timestamptz,
  add anonymised_at   timestamptz;

create index orders_pickup on orders (pickup_at, id);
create index orders_personal_data on orders (placed_at)
  where anonymised_at is null and (customer_name is not null or customer_phone is not null or customer_email is not null);

-- Frozen at placement, like the price.
alter table order_lines
  add product_name text   not null default '',
  add allergens    text[] not null default '{}',
  add note         text   check (note <> '');
update order_lines l set product_name = p.name from products p where p.id = l.product_id;
alter table order_lines alter product_name drop default;

-- An undone change may be made again, so a status can be entered more than once.
alter table order_timeline
  drop constraint order_timeline_pkey,
  add id bigint generated always as identity primary key;
create index order_timeline_order on order_timeline (order_id, id);
create index order_timeline_at on order_timeline (at);

-- What orders hold of a slot and of the ovens.

create table pickup_slots (
  starts_at   timestamptz primary key,
  units_taken integer not null check (units_taken >= 0)
);

create table baking_days (
  product_id  integer not null references products,
  date        date    not null,
  units_taken integer not null check (units_taken >= 0),
  primary key (product_id, date)
);

-- The sheet as it was at the cut-off; what comes later is a difference to it.
create table bake_sheets (
  date      date primary key,
  frozen_at timestamptz not null default now(),
  units     jsonb       not null
);

-- Staff

create table staff_accounts (
  id            integer generated always as identity primary key,
  name          text    not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  role          text    not null check (role in ('baker', 'manager')),
  password_hash text    not null,
  active        boolean not null default true,
  created_at    timestamptz not null default now()
);

create table staff_sessions (
  -- SHA-256 of what the cookie holds; whoever reads this table can open no session with it.
  token_hash text        primary key,
  account_id integer     not null references staff_accounts,
  csrf_hash  text        not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index staff_sessions_account on staff_sessions (account_id);

create table sign_in_failures (
  id      bigint      generated always as identity primary key,
  at      timestamptz not null default now(),
  name    text        not null,
  address text        not null
);
create index sign_in_failures_name on sign_in_failures (name, at);
create index sign_in_failures_address on sign_in_failures (address, at);

-- Down Migration

drop table sign_in_failures, staff_sessions, staff_accounts, bake_sheets, baking_days, pickup_slots,
  stock_movements, closures, settings;
alter table order_timeline drop column id;
delete from order_timeline a using order_timeline b
  where a.order_id = b.order_id and a.to_status = b.to_status and a.ctid > b.ctid;
alter table order_timeline add primary key (order_id, to_status);
alter table order_lines drop column product_name, drop column allergens, drop column note;
alter table orders drop column pickup_at, drop column pickup_chosen, drop column customer_name,
  drop column customer_phone, drop column customer_email, drop column token,
  drop column placed_by, drop column override_reason, drop column collected_at,
  drop column anonymised_at;
alter table products drop column category, drop column allergens, drop column lead_time_hours,
  drop column daily_capacity, drop column batch_size, drop column version;
