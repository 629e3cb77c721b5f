-- Up Migration

-- How the sheet looked at the cut-off can be told from the timeline; nobody has to freeze it.
drop table bake_sheets;

-- The CSRF token follows from the session's own secret.
alter table staff_sessions drop column csrf_hash;
-- An account whose password everybody knows; it works in the demo only.
alter table staff_accounts add is_demo boolean not null default false;

-- The entry that this one takes back.
alter table order_timeline add undoes bigint references order_timeline;

-- How often an order could not be processed, and what stood in the way the last time.
alter table orders
  -- Nobody has read it: a slot that was accepted is kept, whoever chose it.
  drop pickup_chosen,
  add attempts   integer not null default 0,
  add last_error text;

-- Boards and lists: an order belongs to its pickup or, while it has none, to when it was placed.
drop index orders_pickup;
create index orders_due on orders ((coalesce(pickup_at, placed_at)), id);
-- Figures of a period. Orders come in the order of time, so a few bytes per hundred pages do.
create index orders_placed_at on orders using brin (placed_at);

alter table stock_movements add note text check (note <> '');
-- Movements are read by their number: under the lock it is the order in which they took effect, which
-- the time at which their transactions began is not.
drop index stock_movements_product;
create index stock_movements_product on stock_movements (product_id, id);
-- What an order took is given back when it is cancelled.
create index stock_movements_order on stock_movements (order_id) where order_id is not null;

-- What was asked for under an idempotency key, and the stock it led to. Not a column of the movement:
-- a count that found nothing different has none, and must not count again what was sold since.
create table stock_requests (
  idempotency_key text        primary key,
  at              timestamptz not null default now(),
  product_id      integer     not null references products,
  reason          text        not null,
  units           integer     not null,
  stock           integer     not null
);

-- Notes are forgotten like names, also those of orders without a name.
create index order_lines_note on order_lines (order_id) where note is not null;

-- Down Migration

drop index order_lines_note;
drop table stock_requests;
drop index stock_movements_order, stock_movements_product;
create index stock_movements_product on stock_movements (product_id, at);
alter table stock_movements drop column note;
drop index orders_placed_at, orders_due;
create index orders_pickup on orders (pickup_at, id);
alter table orders drop column attempts, drop column last_error,
  add pickup_chosen boolean not null default false;
alter table order_timeline drop column undoes;
alter table staff_accounts drop column is_demo;
delete from staff_sessions;
alter table staff_sessions add csrf_hash text not null;
create table bake_sheets (
  date      date primary key,
  frozen_at timestamptz not null default now(),
  units     jsonb       not null
);
