-- Up Migration

-- Until when the customer may cancel: decided with the order, so that later settings do not make it earlier. Null for
-- orders that an earlier release accepted.
alter table orders add cancel_until timestamptz;

-- Down Migration

alter table orders drop column cancel_until;
