import type { DayBounds } from '../domain/calendar.ts';
import { longestSlotMs, type TakenSpan } from '../domain/slot-usage.ts';

/** `endsAt` is null for all units of the slots that begin at this time, whatever their length. */
interface TakenRow {
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly units: number;
}

/** The range in which spans begin that can overlap these instants. */
export function startsAround({ from, to }: DayBounds): [Date, Date] {
  return [new Date(from.getTime() - longestSlotMs), new Date(to.getTime() + longestSlotMs)];
}

/**
 * SQL for the units that orders hold of slots in a range. `toTakenSpans` converts the rows, whose
 * times are milliseconds since 1970.
 * @param from SQL for the first instant of the range; `to` for the instant after it
 */
export function selectTaken(from: string, to?: string): string {
  const isInRange = `starts_at >= ${from}${to === undefined ? '' : ` and starts_at < ${to}`}`;
  const startsAt = 'extract(epoch from starts_at)::float8 * 1000 as "startsAt"';
  return `
    select ${startsAt}, null as "endsAt", units_taken as units from pickup_slots where ${isInRange}
    union all
    select ${startsAt}, extract(epoch from ends_at)::float8 * 1000, units_taken
    from pickup_spans where ${isInRange}`;
}

/**
 * The spans that orders hold. `pickup_slots` has the units of each start, `pickup_spans` their
 * distribution over lengths. Units without a span were written by the previous release; they count
 * with the current slot length.
 */
export function toTakenSpans(rows: readonly unknown[], slotMinutes: number): TakenSpan[] {
  const taken = rows as readonly TakenRow[];
  const left = new Map(
    taken.flatMap(({ startsAt, endsAt, units }) => (endsAt === null ? [[startsAt, units]] : [])),
  );
  const spans = taken.flatMap(({ startsAt, endsAt, units }) => {
    if (endsAt === null) return [];
    const unexplained = left.get(startsAt) ?? 0;
    const explained = Math.min(units, unexplained);
    left.set(startsAt, unexplained - explained);
    return [{ startsAt, endsAt, units: explained }];
  });
  const others = [...left].map(([startsAt, units]) => ({
    startsAt,
    endsAt: startsAt + slotMinutes * 60_000,
    units,
  }));
  return [...spans, ...others].filter(({ units }) => units > 0);
}
