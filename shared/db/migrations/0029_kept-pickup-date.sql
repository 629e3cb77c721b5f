-- Up Migration

-- The business day of an accepted order whose cancellation was undone, for its next acceptance: hours may have changed
-- since. pickup_date itself is null until then, because it marks orders with claims. Null for other orders.
alter table orders add kept_pickup_date date;

-- Down Migration

alter table orders drop column kept_pickup_date;
