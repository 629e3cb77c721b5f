-- Up Migration

-- When a release without claims cancels an order, this trigger deletes the claims. Their units of a plan become free
-- here, because that release takes a daily product for one with a stock. It frees everything else in its own statements.
create or replace function delete_claims() returns trigger language plpgsql as $$
declare
  freed public.claims;
begin
  for freed in delete from public.claims where order_id = new.id returning * loop
    continue when freed.source <> 'plan';
    update public.baking_days
    set units_taken = units_taken - freed.units
    where product_id = freed.product_id and date = freed.date;
  end loop;
  return null;
end $$;

-- Down Migration

create or replace function delete_claims() returns trigger language plpgsql as $$
begin
  delete from public.claims where order_id = new.id;
  return null;
end $$;
