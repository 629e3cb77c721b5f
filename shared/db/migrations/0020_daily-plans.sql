-- Up Migration

-- A daily product is baked every day by plan. For the previous release it is a shelf product without stock: that
-- release refuses orders for the product, and cannot record a delivery.
alter table products
  add is_daily boolean not null default false check (not is_daily or (kind = 'shelf' and stock = 0)),
  add supply   text    generated always as (case when is_daily then 'daily' else kind end) stored;

-- The units planned for a weekday (1 for Monday), and those of them that are kept for walk-ins. No row: nothing.
create table product_weekdays (
  product_id integer  not null references products,
  weekday    smallint not null check (weekday between 1 and 7),
  units      integer  not null check (units between 0 and 100000),
  reserve    integer  not null check (reserve between 0 and units),
  primary key (product_id, weekday)
);

-- The same for a date that differs from its weekday.
create table product_dates (
  product_id integer not null references products,
  date       date    not null,
  units      integer not null check (units between 0 and 100000),
  reserve    integer not null check (reserve between 0 and units),
  primary key (product_id, date)
);
create index product_dates_date on product_dates (date);

-- Down Migration

drop table product_dates, product_weekdays;
alter table products drop column supply, drop column is_daily;
