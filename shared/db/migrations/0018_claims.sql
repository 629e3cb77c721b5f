-- Up Migration

alter table orders
  -- The business day: of the pickup, or of the placement for an order without a pickup time. Written with the order's
  -- claims; null before, and again after a cancellation was undone.
  add pickup_date   date,
  -- Whether a pickup time was chosen at placement; null for orders of an earlier release.
  add pickup_chosen boolean;

create index orders_pickup_date on orders (pickup_date) where pickup_date is not null;
-- Orders that a release without claims has accepted: shared/db/earlier-claims.ts writes their claims.
create index orders_unclaimed on orders (id)
  where pickup_date is null and status in ('Processing', 'Completed');

-- What an order holds of its sources, from its acceptance until its cancellation. The figures of products.stock,
-- pickup_slots, pickup_spans and baking_days follow from these rows (shared/db/claims.ts). Foreign keys would cost a
-- check for each row.
create table claims (
  order_id   integer  not null,
  no         smallint not null,
  -- Null for the slot, which the whole order takes.
  line_no    smallint,
  source     text     not null check (source in ('stock', 'plan', 'capacity', 'pool', 'slot')),
  product_id integer,
  -- The business day; null for stock, which is the same for every day.
  date       date,
  starts_at  timestamptz,
  ends_at    timestamptz,
  units      integer  not null check (units > 0),
  primary key (order_id, no),
  check ((source = 'slot') = (starts_at is not null and ends_at is not null)),
  check ((source = 'slot') = (line_no is null)),
  check ((source in ('stock', 'slot')) = (date is null))
);

-- The previous release does not know claims. To drop with the release after this one.

create function delete_claims() returns trigger language plpgsql as $$
begin
  delete from public.claims where order_id = new.id;
  return null;
end $$;
create trigger cancelled after update of status on orders
  for each row when (new.status = 'Cancelled' and old.pickup_date is not null)
  execute function delete_claims();

create function forget_pickup_date() returns trigger language plpgsql as $$
begin
  new.pickup_date := null;
  return new;
end $$;
create trigger reopened before update of status on orders
  for each row when (new.status = 'Pending' and new.pickup_date is not null)
  execute function forget_pickup_date();

-- Down Migration

drop trigger cancelled on orders;
drop trigger reopened on orders;
drop function delete_claims(), forget_pickup_date();
drop table claims;
drop index orders_pickup_date, orders_unclaimed;
alter table orders drop column pickup_date, drop column pickup_chosen;
