import {
  addDays,
  dateAt,
  instantAt,
  minutesOf,
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
  /** "24:00" for midnight; a time that is not later than `from` is one of the next day. */
  readonly to: TimeOfDay;
}

/** Whether these hours end on the day after the one on which they begin. */
export function runsPastMidnight({ from, to }: OpeningHours): boolean {
  return minutesOf(to) < minutesOf(from);
}

/** A span of time for handing over; its start identifies it. */
export interface PickupSlot {
  readonly date: LocalDate;
  /** The day whose opening hours it belongs to: the day before, after midnight of a long night. */
  readonly openedOn: LocalDate;
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

/**
 * The slots that begin on a day, also on one that is closed out of turn: those of the night before that
 * are after midnight, and those of its own opening hours before the next midnight.
 */
export function slotsOn(rules: PickupRules, date: LocalDate): PickupSlot[] {
  const dayBefore = addDays(date, -1);
  const night = hoursOf(rules, dayBefore).filter(runsPastMidnight);
  return [
    ...night.flatMap((hours) => slotsIn(rules, dayBefore, hours)),
    ...hoursOf(rules, date).flatMap((hours) => slotsIn(rules, date, hours)),
  ].filter((slot) => slot.date === date);
}

function hoursOf(rules: PickupRules, date: LocalDate): readonly OpeningHours[] {
  return rules.openingHours[weekdayOf(date)] ?? [];
}

/** Steps by elapsed time, so that a night with a changing clock has as many slots as hours. */
function slotsIn(rules: PickupRules, openedOn: LocalDate, hours: OpeningHours): PickupSlot[] {
  const { timeZone, slotMinutes } = rules;
  const isLate = runsPastMidnight(hours);
  const nextDay = addDays(openedOn, 1);
  const opens = instantAt(openedOn, hours.from, timeZone).getTime();
  const closes = instantAt(isLate ? nextDay : openedOn, hours.to, timeZone).getTime();
  const midnight = isLate ? instantAt(nextDay, '00:00', timeZone).getTime() : closes;
  const length = slotMinutes * 60_000;
  const count = Math.max(0, Math.floor((closes - opens) / length));
  return Array.from({ length: count }, (_, n) => ({
    date: opens + n * length < midnight ? openedOn : nextDay,
    openedOn,
    startsAt: new Date(opens + n * length),
    endsAt: new Date(opens + (n + 1) * length),
  }));
}

/** Until when orders that need baking are taken for a day's opening hours, and may be cancelled. */
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
  return ({ date, openedOn, startsAt }, demand, unitsTaken, canBake) => {
    const earliest = now.getTime() + demand.leadTimeHours * 3_600_000;
    if (rules.closures.has(openedOn)) return 'closed day';
    if (startsAt < now) return 'in the past';
    if (date > lastDate) return 'too far ahead';
    if (startsAt.getTime() < earliest) return 'lead time';
    if (demand.needsBaking && now >= cutOffOf(openedOn)) return 'cut-off passed';
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

/** The day whose opening hours contain this instant; outside of them, its date. */
export function businessDayOf(rules: PickupRules, instant: Date): LocalDate {
  return findSlotAround(rules, instant)?.openedOn ?? dateAt(instant, rules.timeZone);
}

/** All slots in reach, from today on, the soonest first. */
export function upcomingSlots(rules: PickupRules, now: Date): PickupSlot[] {
  const today = dateAt(now, rules.timeZone);
  const days = Array.from({ length: rules.daysAhead + 1 }, (_, day) => addDays(today, day));
  return days.flatMap((date) => slotsOn(rules, date));
}
