-- Up Migration

-- The end of the slot as it was when the order was accepted; the same as pickup_at for a time that
-- staff chose outside all slots.
alter table orders add pickup_ends_at timestamptz;

-- How the units of pickup_slots are spread over slots of different lengths. What pickup_slots has
-- beyond these rows was written by a release that does not know them.
create table pickup_spans (
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at >= starts_at),
  units_taken integer     not null check (units_taken >= 0),
  primary key (starts_at, ends_at)
);

update orders
set pickup_ends_at = pickup_at
  + case when override_reason is null then slot_minutes else 0 end * interval '1 minute'
from settings
where coalesce(pickup_at, placed_at) > now() - interval '2 days' and pickup_at is not null
  and status in ('Processing', 'Completed');

insert into pickup_spans (starts_at, ends_at, units_taken)
select pickup_at, pickup_ends_at, sum(quantity)
from orders
join order_lines on order_id = id
where coalesce(pickup_at, placed_at) > now() - interval '2 days' and pickup_ends_at is not null
  and status in ('Processing', 'Completed')
group by pickup_at, pickup_ends_at;

-- Down Migration

drop table pickup_spans;
alter table orders drop column pickup_ends_at;
