-- Up Migration

alter table orders
  -- The client's network, while it is counted how many orders are open from there; null where there
  -- is no limit. Housekeeping forgets it as soon as the order is no longer open.
  add placed_from text;

-- Who has how many orders open. Written as shared/domain/open-orders.ts writes contacts.
create index orders_open_email on orders (lower(customer_email))
  where customer_email is not null
    and status in ('Pending', 'Processing', 'Completed') and collected_at is null;
create index orders_open_phone on orders (ltrim(regexp_replace(customer_phone, '\D', '', 'g'), '0'))
  where customer_phone is not null
    and status in ('Pending', 'Processing', 'Completed') and collected_at is null;
create index orders_placed_from on orders (placed_from) where placed_from is not null;

-- Down Migration

drop index orders_placed_from, orders_open_phone, orders_open_email;
alter table orders drop column placed_from;
