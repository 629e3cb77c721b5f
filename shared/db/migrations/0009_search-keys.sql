-- Up Migration

alter table orders
  -- What the board searches in, and what tells contacts apart: written by the API from the customer's
  -- name, phone number and e-mail address (shared/db/order-keys.ts).
  add customer_text      text,
  add customer_phone_key text,
  add customer_email_key text,
  -- The rules under which the three were written; null when an earlier release placed the order.
  add customer_keys_made text;

-- Orders whose keys are to be written: '' for those without keys, and for those without a customer by
-- now. The same expression as in shared/db/order-keys.ts.
create index orders_customer_keys on orders ((
  case when customer_name is null and customer_phone is null and customer_email is null
    then case when customer_keys_made is not null then '' end
    else coalesce(customer_keys_made, '') end));

create index orders_open_email_key on orders (customer_email_key)
  where customer_email_key is not null
    and status in ('Pending', 'Processing', 'Completed') and collected_at is null;
create index orders_open_phone_key on orders (customer_phone_key)
  where customer_phone_key is not null
    and status in ('Pending', 'Processing', 'Completed') and collected_at is null;

-- Down Migration

drop index orders_open_phone_key, orders_open_email_key, orders_customer_keys;
alter table orders drop column customer_text, drop column customer_phone_key,
  drop column customer_email_key, drop column customer_keys_made;
