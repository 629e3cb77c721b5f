-- Up Migration

-- When staff recorded that the order was not picked up. The order keeps its status and its claims.
alter table orders add missed_at timestamptz;

create index orders_missed on orders (pickup_date) where missed_at is not null;
-- Orders that may still be picked up; those of past days need attention.
create index orders_uncollected on orders (pickup_date)
  where status in ('Processing', 'Completed') and collected_at is null and missed_at is null;

-- The previous release shows a missed order as Confirmed or Ready, and may mark it picked up, cancel it or undo the
-- last action. The order is then no longer missed. To drop with the release after this one.
create function forget_missed_at() returns trigger language plpgsql as $$
begin
  new.missed_at := null;
  return new;
end $$;
create trigger acted_on before update of status on orders
  for each row when (old.missed_at is not null and new.missed_at = old.missed_at)
  execute function forget_missed_at();

-- Down Migration

drop trigger acted_on on orders;
drop function forget_missed_at();
drop index orders_missed, orders_uncollected;
alter table orders drop column missed_at;
