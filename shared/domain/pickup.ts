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
  | 'closed day'
  | 'in the past'
  | 'too far ahead'
  | 'lead time'
  | 'cut-off passed'
  | 'slot full'
  | 'fully booked';

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

/**
 * Why an order cannot be handed over in a slot, the most lasting reason first; null when it can.
 * @param unitsTaken of the slot, by other orders
 * @param canBake whether the ovens have room for it on that day
 */
export type FindRefusal = (
  slot: PickupSlot,
  demand: PickupDemand,
  unitsTaken: number,
  canBake: boolean,
) => SlotRefusal | null;

/** The rules at a moment. Ask one of these about many slots: what a day has in common is found once. */
export function refusalsAt(rules: PickupRules, now: Date): FindRefusal {
  const lastDate = addDays(dateAt(now, rules.timeZone), rules.daysAhead);
  const cutOffs = new Map<LocalDate, Date>();
  const cutOffOf = (date: LocalDate) => {
    const cutOff = cutOffs.get(date) ?? cutOffFor(rules, date);
    cutOffs.set(date, cutOff);
    return cutOff;
  };
  return ({ date, startsAt }, demand, unitsTaken, canBake) => {
    const earliest = now.getTime() + demand.leadTimeHours * 3_600_000;
    if (rules.closures.has(date)) return 'closed day';
    if (startsAt < now) return 'in the past';
    if (date > lastDate) return 'too far ahead';
    if (startsAt.getTime() < earliest) return 'lead time';
    if (demand.needsBaking && now >= cutOffOf(date)) return 'cut-off passed';
    return refusalForWantOfRoom(rules, demand, unitsTaken, canBake);
  };
}

/** Whether there is room, whatever the time is. */
export function refusalForWantOfRoom(
  rules: PickupRules,
  demand: PickupDemand,
  unitsTaken: number,
  canBake: boolean,
): SlotRefusal | null {
  if (unitsTaken + demand.units > rules.slotCapacity) return 'slot full';
  return canBake ? null : 'fully booked';
}

/** The time that an order at the counter may take from question to answer (milliseconds). */
const overrideGraceMs = 15 * 60_000;
/** As far as the settings let anybody order. */
export const maxDaysAhead = 365;

/** Why even staff with a reason cannot have a time: it is over, or more than a year away. */
export function findOverrideRefusal(
  pickupAt: Date,
  now: Date,
): Extract<SlotRefusal, 'in the past' | 'too far ahead'> | null {
  const ahead = pickupAt.getTime() - now.getTime();
  if (ahead < -overrideGraceMs) return 'in the past';
  return ahead > (maxDaysAhead + 1) * 86_400_000 ? 'too far ahead' : null;
}

/** The slot that begins at this instant. */
export function findSlot(rules: PickupRules, startsAt: Date): PickupSlot | undefined {
  const date = dateAt(startsAt, rules.timeZone);
  return slotsOn(rules, date).find((slot) => slot.startsAt.getTime() === startsAt.getTime());
}

/** The slot in which this instant lies. */
export function findSlotAround(rules: PickupRules, instant: Date): PickupSlot | undefined {
  const date = dateAt(instant, rules.timeZone);
  return slotsOn(rules, date).find(
    ({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt,
  );
}

/** All slots in reach, from today on, the soonest first. */
export function upcomingSlots(rules: PickupRules, now: Date): PickupSlot[] {
  const today = dateAt(now, rules.timeZone);
  const days = Array.from({ length: rules.daysAhead + 1 }, (_, day) => addDays(today, day));
  return days.flatMap((date) => slotsOn(rules, date));
}
