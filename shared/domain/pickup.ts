import {
  addDays,
  dateAt,
  instantAt,
  type LocalDate,
  type TimeOfDay,
  weekdayOf,
} from './calendar.ts';

/** When a bakery hands over what was ordered. */
export interface PickupRules {
  /** IANA name: "Europe/Berlin". */
  readonly timeZone: string;
  /** Times between which the shop is open, by ISO weekday; a weekday that is missing is closed. */
  readonly openingHours: Readonly<Partial<Record<number, readonly OpeningHours[]>>>;
  /** Length of a slot, in minutes. */
  readonly slotMinutes: number;
  /** Units that can be handed over in one slot. */
  readonly slotCapacity: number;
  /** Until this time of the day before, orders that need baking are taken for a day. */
  readonly cutOff: TimeOfDay;
  /** Orders are taken for today and this many days after it. */
  readonly daysAhead: number;
  /** What customers are told about days on which the shop is closed out of turn. */
  readonly closures: ReadonlyMap<LocalDate, string>;
}

export interface OpeningHours {
  readonly from: TimeOfDay;
  /** Later than `from`; "24:00" for midnight. */
  readonly to: TimeOfDay;
}

/** A span of time for handing over; its start identifies it. */
export interface PickupSlot {
  readonly date: LocalDate;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What an order asks of a slot. */
export interface PickupDemand {
  readonly units: number;
  /** Hours from placing to the earliest handing over: the longest of its products. */
  readonly leadTimeHours: number;
  /** Whether any of it is baked for this order, so that the cut-off applies. */
  readonly needsBaking: boolean;
}

export type SlotRefusal =
  | 'no such slot'
  | 'closed day'
  | 'in the past'
  | 'too far ahead'
  | 'lead time'
  | 'cut-off passed'
  | 'slot full';

/** The slots of a day, also of one that is closed out of turn; none on a weekday without hours. */
export function slotsOn(rules: PickupRules, date: LocalDate): PickupSlot[] {
  const hours = rules.openingHours[weekdayOf(date)] ?? [];
  return hours.flatMap(({ from, to }) =>
    slotsBetween(
      date,
      instantAt(date, from, rules.timeZone),
      instantAt(date, to, rules.timeZone),
      rules.slotMinutes,
    ),
  );
}

/** Steps by elapsed time, so that a night with a changing clock has as many slots as hours. */
function slotsBetween(date: LocalDate, opens: Date, closes: Date, minutes: number): PickupSlot[] {
  const length = minutes * 60_000;
  const count = Math.max(0, Math.floor((closes.getTime() - opens.getTime()) / length));
  return Array.from({ length: count }, (_, n) => ({
    date,
    startsAt: new Date(opens.getTime() + n * length),
    endsAt: new Date(opens.getTime() + (n + 1) * length),
  }));
}

/** Until when orders that need baking are taken for a day, and may be cancelled. */
export function cutOffFor(rules: PickupRules, date: LocalDate): Date {
  return instantAt(addDays(date, -1), rules.cutOff, rules.timeZone);
}

/** Why an order cannot be handed over in a slot, the most lasting reason first; null when it can. */
export function refusalOf(
  rules: PickupRules,
  slot: PickupSlot,
  demand: PickupDemand,
  unitsTaken: number,
  now: Date,
): SlotRefusal | null {
  const { date } = slot;
  const earliest = now.getTime() + demand.leadTimeHours * 3_600_000;
  if (rules.closures.has(date)) return 'closed day';
  if (slot.startsAt < now) return 'in the past';
  if (date > addDays(dateAt(now, rules.timeZone), rules.daysAhead)) return 'too far ahead';
  if (slot.startsAt.getTime() < earliest) return 'lead time';
  if (demand.needsBaking && now >= cutOffFor(rules, date)) return 'cut-off passed';
  if (unitsTaken + demand.units > rules.slotCapacity) return 'slot full';
  return null;
}

/** The slot that begins at this instant. */
export function findSlot(rules: PickupRules, startsAt: Date): PickupSlot | undefined {
  const date = dateAt(startsAt, rules.timeZone);
  return slotsOn(rules, date).find((slot) => slot.startsAt.getTime() === startsAt.getTime());
}

/** All slots in reach, from today on, the soonest first. */
export function upcomingSlots(rules: PickupRules, now: Date): PickupSlot[] {
  const today = dateAt(now, rules.timeZone);
  const days = Array.from({ length: rules.daysAhead + 1 }, (_, day) => addDays(today, day));
  return days.flatMap((date) => slotsOn(rules, date));
}
