-- Up Migration

-- An order keeps the currency it was placed in. Earlier orders get the bakery's of today: a constant
-- default needs no rewrite of the table.
do $$
begin
  execute format('alter table orders add currency text not null default %L',
    coalesce((select currency from settings), 'INR'));
end $$;

-- The release before names no currency when it inserts an order.
create function bakery_currency() returns text
language sql stable as 'select currency from public.settings';

alter table orders alter currency set default bakery_currency();

-- Down Migration

alter table orders drop column currency;
drop function bakery_currency();
