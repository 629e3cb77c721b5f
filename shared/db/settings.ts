import type { OpeningHours, PickupRules } from '../domain/pickup.ts';
import type { Queryable } from './database.ts';

interface PickupRulesRow {
  readonly time_zone: string;
  readonly opening_hours: Readonly<Partial<Record<number, readonly OpeningHours[]>>>;
  readonly slot_minutes: number;
  readonly slot_capacity: number;
  readonly cut_off: string;
  readonly days_ahead: number;
  readonly closures: Readonly<Record<string, string>>;
}

/** The rules in one row; what lies in the past is left out. */
export const selectPickupRules = `
  select time_zone, opening_hours, slot_minutes, slot_capacity, cut_off, days_ahead,
    (select coalesce(jsonb_object_agg(date::text, message), '{}')
     from closures where date >= current_date - 2) as closures
  from settings`;

export async function getPickupRules(db: Queryable): Promise<PickupRules> {
  const rows = await db.query({ name: 'get-pickup-rules', text: selectPickupRules });
  return toPickupRules(rows);
}

/** The currency of all prices: its code in ISO 4217, "INR". */
export async function getCurrency(db: Queryable): Promise<string> {
  const [row] = await db.query<{ currency: string }>({
    name: 'get-currency',
    text: `select currency from settings`,
  });
  if (!row) throw new Error('The database has no settings');
  return row.currency;
}

/** @throws when the row is missing, which a migrated database never lacks */
export function toPickupRules(rows: readonly unknown[]): PickupRules {
  const [row] = rows as PickupRulesRow[];
  if (!row) throw new Error('The database has no settings');
  return {
    timeZone: row.time_zone,
    openingHours: row.opening_hours,
    slotMinutes: row.slot_minutes,
    slotCapacity: row.slot_capacity,
    cutOff: row.cut_off,
    daysAhead: row.days_ahead,
    closures: new Map(Object.entries(row.closures)),
  };
}
