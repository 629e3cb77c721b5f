import { businessDaysAround, type DayBounds, type LocalDate } from '../domain/calendar.ts';
import { businessDayOf, type PickupDemand, type PickupRules } from '../domain/pickup.ts';
import { longestSlotMs, type SlotUsage, toSlotUsage } from '../domain/slot-usage.ts';
import type { Queryable } from './database.ts';
import { selectTaken, toTakenSpans } from './pickup-spans.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

/** The units taken in the slots between two instants. */
export async function findSlotUsage(
  db: Queryable,
  { from, to }: DayBounds,
  { slotMinutes }: Pick<PickupRules, 'slotMinutes'>,
): Promise<SlotUsage> {
  const rows = await db.query(
    { name: 'find-taken', text: selectTaken('$1::timestamptz', '$2::timestamptz') },
    [new Date(from.getTime() - longestSlotMs), new Date(to.getTime() + longestSlotMs)],
  );
  return toSlotUsage(toTakenSpans(rows, slotMinutes));
}

type PickupNeeds = Omit<PickupDemand, 'units'>;

/** Parameter `$1`: the product ids. */
const selectNeeds = `
  select coalesce(max(lead_time_hours), 0) as lead_time_hours,
    coalesce(bool_or(kind = 'made_to_order'), false) as needs_baking
  from products
  where id = any($1::integer[]) and active`;

interface NeedsRow {
  readonly lead_time_hours: number;
  readonly needs_baking: boolean;
}

function toNeeds(row: NeedsRow | undefined): PickupNeeds {
  return { leadTimeHours: row?.lead_time_hours ?? 0, needsBaking: row?.needs_baking ?? false };
}

/** Parameters `$1`: the product ids, `$2`: the dates. */
const selectCapacityLeft = `
  select p.id, d.date::text as date, p.daily_capacity - coalesce(b.units_taken, 0) as units_left
  from products p
  cross join unnest($2::date[]) as d (date)
  left join baking_days b on b.product_id = p.id and b.date = d.date
  where p.id = any($1::integer[]) and p.daily_capacity is not null`;

interface CapacityRow {
  readonly id: number;
  readonly date: LocalDate;
  readonly units_left: number;
}

/** Units left by business day and product; a product without an entry has no limit. */
type CapacityLeft = ReadonlyMap<LocalDate, ReadonlyMap<number, number>>;

function toCapacityLeft(rows: readonly CapacityRow[]): CapacityLeft {
  const byDate = Map.groupBy(rows, ({ date }) => date);
  return new Map(
    [...byDate].map(([date, days]) => [
      date,
      new Map(days.map(({ id, units_left }) => [id, units_left])),
    ]),
  );
}

/**
 * What these products require of a slot, whatever their quantity; unknown products require nothing.
 */
export async function findPickupNeeds(
  db: Queryable,
  productIds: readonly number[],
): Promise<PickupNeeds> {
  const statement = { name: 'find-pickup-needs', text: selectNeeds };
  const [row] = await db.query<NeedsRow>(statement, [productIds]);
  return toNeeds(row);
}

/** The units of each of these products that can still be baked for some business days. */
export async function findCapacityLeft(
  db: Queryable,
  productIds: readonly number[],
  dates: readonly LocalDate[],
): Promise<CapacityLeft> {
  const statement = { name: 'find-capacity-left', text: selectCapacityLeft };
  return toCapacityLeft(await db.query<CapacityRow>(statement, [productIds, dates]));
}

export interface PickupOutlook {
  readonly rules: PickupRules;
  readonly needs: PickupNeeds;
  /** The usage of the slots around the given instant. */
  readonly slotUsage: SlotUsage;
  /** The units left of each product on the business day of that instant. */
  readonly capacityLeft: ReadonlyMap<number, number>;
}

interface OutlookRow extends NeedsRow {
  readonly taken: readonly unknown[];
  readonly capacity_left: readonly CapacityRow[];
}

/**
 * Everything that decides whether an order can have this pickup time, in one round trip. The time zone
 * is known only from the result, so the query includes all dates that may be its business day.
 */
export async function findPickupOutlook(
  db: Queryable,
  productIds: readonly number[],
  at: Date,
): Promise<PickupOutlook> {
  const rows = await db.query<OutlookRow>(
    {
      name: 'find-pickup-outlook',
      text: `
        select rules.*, needs.*,
          (select coalesce(jsonb_agg(t), '[]')
           from (${selectTaken('$3::timestamptz', '$4::timestamptz')}) as t) as taken,
          (select coalesce(jsonb_agg(o), '[]') from (${selectCapacityLeft}) as o) as capacity_left
        from (${selectPickupRules}) as rules cross join (${selectNeeds}) as needs`,
    },
    [
      productIds,
      businessDaysAround(at),
      new Date(at.getTime() - longestSlotMs),
      new Date(at.getTime() + longestSlotMs),
    ],
  );
  const [row] = rows;
  const rules = toPickupRules(rows);
  return {
    rules,
    needs: toNeeds(row),
    slotUsage: toSlotUsage(toTakenSpans(row?.taken ?? [], rules.slotMinutes)),
    capacityLeft:
      toCapacityLeft(row?.capacity_left ?? []).get(businessDayOf(rules, at)) ?? new Map(),
  };
}
