-- The minimum for an order. The bakery's own schema stores more, which costs the bakery time.
create table products (
  id          integer primary key,
  name        text    not null,
  price_minor integer not null,
  stock       integer not null check (stock >= 0)
);

create table orders (
  id           integer generated always as identity (start with 101) primary key,
  status       text        not null default 'Pending',
  placed_at    timestamptz not null default now(),
  completed_at timestamptz
);

create table order_lines (
  order_id         integer  not null references orders,
  line_no          smallint not null,
  product_id       integer  not null references products,
  quantity         integer  not null check (quantity > 0),
  unit_price_minor integer  not null,
  primary key (order_id, line_no)
);
