-- Up Migration

-- What staff record of a daily product on a business day, beside the claims of its orders. No row: nothing.
create table day_books (
  product_id       integer not null references products,
  date             date    not null,
  -- Units sold at the counter without an order.
  sold             integer not null default 0 check (sold between 0 and 100000),
  wasted           integer not null default 0 check (wasted between 0 and 100000),
  -- Null: not recorded.
  baked            integer check (baked between 0 and 100000),
  -- Online orders may take the units that were kept for walk-in customers.
  reserve_released boolean not null default false,
  primary key (product_id, date)
);
create index day_books_date on day_books (date);

-- Every change of a plan and of the books: of a date, or of a weekday.
create table day_movements (
  id           bigint      generated always as identity primary key,
  product_id   integer     not null references products,
  date         date,
  weekday      smallint    check (weekday between 1 and 7),
  at           timestamptz not null default now(),
  by           text        not null,
  what         text        not null check (what in ('planned', 'reserve', 'sold', 'wasted', 'baked', 'released')),
  -- Units; 1 for a released reserve. Null: not recorded.
  units_before integer,
  units_after  integer,
  check (num_nonnulls(date, weekday) = 1)
);
create index day_movements_product on day_movements (product_id, id);

-- Down Migration

drop table day_movements, day_books;
