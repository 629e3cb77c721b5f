-- Up Migration

create table products (
  id          integer generated always as identity primary key,
  name        text    not null check (name <> ''),
  description text    not null default '',
  price_minor integer not null check (price_minor >= 0),
  -- A shelf product is counted; a made-to-order product is baked when it is ordered.
  kind        text    not null check (kind in ('shelf', 'made_to_order')),
  stock       integer check (stock >= 0),
  active      boolean not null default true,
  check ((kind = 'shelf') = (stock is not null))
);

-- The order's row is the truth and its own outbox: while it is Pending, relay_at says when the
-- nudge on the queue is sent again.
create table orders (
  id              integer generated always as identity (start with 101) primary key,
  status          text        not null check (status in ('Pending', 'Processing', 'Completed', 'Rejected', 'Cancelled')),
  reason          text        check (reason <> ''),
  placed_at       timestamptz not null default now(),
  correlation_id  text        not null,
  idempotency_key text        unique,
  request_hash    text        not null,
  relay_at        timestamptz not null default now() + interval '30 seconds',
  relay_count     integer     not null default 0,
  check ((status = 'Rejected') <= (reason is not null))
);

create index orders_pending_relay_at on orders (relay_at) where status = 'Pending';
create index orders_pending_placed_at on orders (placed_at) where status = 'Pending';

create table order_lines (
  order_id         integer  not null references orders,
  line_no          smallint not null check (line_no > 0),
  product_id       integer  not null references products,
  quantity         integer  not null check (quantity > 0),
  -- What the customer agreed to, whatever the product costs later.
  unit_price_minor integer  not null check (unit_price_minor >= 0),
  primary key (order_id, line_no)
);

-- Every status change: when, from, to, by whom, why. The first one has no "from".
create table order_timeline (
  order_id    integer     not null references orders,
  at          timestamptz not null default clock_timestamp(),
  from_status text,
  to_status   text        not null,
  by          text        not null,
  reason      text,
  -- A status is entered once, so a change that happened twice cannot be written down.
  primary key (order_id, to_status)
);

-- Down Migration

drop table order_timeline, order_lines, orders, products;
