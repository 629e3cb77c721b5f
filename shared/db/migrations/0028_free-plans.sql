-- Up Migration

-- A release without claims frees neither the claims of an order that it cancels nor their units of a plan: for that
-- release, a daily product has a stock. This release deletes the claims in its own statement, so the trigger finds none.
create or replace function delete_claims() returns trigger language plpgsql as $$
begin
  with freed as (
    delete from public.claims where order_id = new.id returning source, product_id, date, units
  )
  update public.baking_days d set units_taken = d.units_taken - f.units
  from (
    select product_id, date, sum(units) as units from freed where source = 'plan' group by product_id, date) f
  where d.product_id = f.product_id and d.date = f.date;
  return null;
end $$;

-- Down Migration

create or replace function delete_claims() returns trigger language plpgsql as $$
begin
  delete from public.claims where order_id = new.id;
  return null;
end $$;
