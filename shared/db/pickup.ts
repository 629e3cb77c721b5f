import type { PickupDemand } from '../domain/pickup.ts';
import type { Queryable } from './database.ts';

/** Units taken per slot that begins in [from, to), by its start in milliseconds since 1970. */
export async function findUnitsTaken(
  db: Queryable,
  from: Date,
  to: Date,
): Promise<Map<number, number>> {
  const rows = await db.query<{ starts_at: Date; units_taken: number }>(
    {
      name: 'find-units-taken',
      text: `
        select starts_at, units_taken from pickup_slots
        where starts_at >= $1 and starts_at < $2`,
    },
    [from, to],
  );
  return new Map(rows.map(({ starts_at, units_taken }) => [starts_at.getTime(), units_taken]));
}

/** What these products ask of a slot, whatever their number; unknown products ask nothing. */
export async function findPickupNeeds(
  db: Queryable,
  productIds: readonly number[],
): Promise<Omit<PickupDemand, 'units'>> {
  const [row] = await db.query<{ lead_time_hours: number; needs_baking: boolean }>(
    {
      name: 'find-pickup-needs',
      text: `
        select coalesce(max(lead_time_hours), 0) as lead_time_hours,
          coalesce(bool_or(kind = 'made_to_order'), false) as needs_baking
        from products
        where id = any($1::integer[]) and active`,
    },
    [productIds],
  );
  return { leadTimeHours: row?.lead_time_hours ?? 0, needsBaking: row?.needs_baking ?? false };
}

/** What the ovens can still bake of each of these products on the day of an instant; others no limit. */
export async function findOvensLeft(
  db: Queryable,
  productIds: readonly number[],
  at: Date,
): Promise<Map<number, number>> {
  const rows = await db.query<{ id: number; units_left: number }>(
    {
      name: 'find-ovens-left',
      text: `
        select p.id, p.daily_capacity - coalesce(b.units_taken, 0) as units_left
        from products p
        cross join settings s
        left join baking_days b
          on b.product_id = p.id and b.date = ($2::timestamptz at time zone s.time_zone)::date
        where p.id = any($1::integer[]) and p.daily_capacity is not null`,
    },
    [productIds, at],
  );
  return new Map(rows.map(({ id, units_left }) => [id, units_left]));
}
