/** SQL: a row for each figure of taken units that differs from the sum of its claims. */
export const figuresUnlikeClaims = `
  select format('%s: %s units taken, %s claimed', what, coalesce(t.units, 0), coalesce(c.units, 0)) as what
  from (
    select format('stock of product %s', product_id) as what, -sum(units) as units
    from stock_movements where order_id is not null
    group by product_id
    union all
    select format('product %s on %s', product_id, date), units_taken from baking_days
    union all
    select format('pool %s on %s', pool_id, date), units_taken from pool_days
    union all
    select format('option %s on %s', option_id, date), units_taken from option_days
    union all
    select format('slot from %s to %s', starts_at, ends_at), units_taken from pickup_spans
    union all
    select format('slots at %s', starts_at), units_taken from pickup_slots) t
  full join (
    select format('stock of product %s', product_id) as what, sum(units) as units
    from claims where source = 'stock'
    group by product_id
    union all
    select format('product %s on %s', product_id, date), sum(units)
    from claims where source in ('capacity', 'plan')
    group by product_id, date
    union all
    select format('pool %s on %s', pool_id, date), sum(units)
    from claims where source = 'pool'
    group by pool_id, date
    union all
    select format('option %s on %s', option_id, date), sum(units)
    from claims where source = 'option'
    group by option_id, date
    union all
    select format('slot from %s to %s', starts_at, ends_at), sum(units)
    from claims where source = 'slot'
    group by starts_at, ends_at
    union all
    select format('slots at %s', starts_at), sum(units)
    from claims where source = 'slot'
    group by starts_at) c using (what)
  where coalesce(t.units, 0) <> coalesce(c.units, 0)`;

/** SQL: a row for each order whose claims differ from its lines. An order that is not accepted has none. */
export const ordersUnlikeClaims = `
  select format('order %s is %s and claims %s of %s units, and %s in slots', id, status, c.of_lines, l.units, c.of_slot)
    as what
  from orders
  cross join lateral (
    select coalesce(sum(units) filter (where source in ('stock', 'plan', 'capacity')), 0) as of_lines,
      coalesce(sum(units) filter (where source = 'slot'), 0) as of_slot
    from claims where order_id = id) c
  cross join lateral (
    select case when status in ('Processing', 'Completed') then sum(quantity) else 0 end as units
    from order_lines where order_id = id) l
  where c.of_lines <> l.units
    or c.of_slot <> case when pickup_at is null then 0 else l.units end
    or (pickup_date is not null) <> (status in ('Processing', 'Completed')) and status <> 'Cancelled'`;
