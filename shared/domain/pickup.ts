import {
  addDays,
  dateAt,
  instantAt,
  minutesOf,
  type LocalDate,
  type TimeOfDay,
  weekdayOf,
} from './calendar.ts';

/** The opening hours and the limits for pickups. */
export interface PickupRules {
  /** IANA name: "Europe/Berlin". */
  readonly timeZone: string;
  /** Opening hours by ISO weekday; the shop is closed on a weekday that is missing. */
  readonly openingHours: Readonly<Partial<Record<number, readonly OpeningHours[]>>>;
  /** Length of a slot, in minutes. */
  readonly slotMinutes: number;
  /** Units that can be picked up in one slot. */
  readonly slotCapacity: number;
  /** Until when products that are made to order can be ordered for a day. */
  readonly cutOff: CutOff;
  /** Orders are accepted for today and this many days after it. */
  readonly daysAhead: number;
  /** The dates with hours of their own. */
  readonly specialDays: ReadonlyMap<LocalDate, SpecialDay>;
}

/** A time of day, and the number of working days that it lies before the day of the pickup. */
export interface CutOff {
  readonly time: TimeOfDay;
  readonly days: number;
}

/** A date with changed hours, or a closed date. */
export interface SpecialDay {
  /** The reason for customers. */
  readonly message: string;
  /** Empty for a closed day. */
  readonly hours: readonly OpeningHours[];
}

export interface OpeningHours {
  readonly from: TimeOfDay;
  /** "24:00" for midnight; a time that is not later than `from` is on the next day. */
  readonly to: TimeOfDay;
}

/** The message of a closed special day; null for another day. */
export function closureOf(specialDay: SpecialDay | null): string | null {
  return specialDay?.hours.length === 0 ? specialDay.message : null;
}

/** Whether these hours end on the day after they begin. */
export function runsPastMidnight({ from, to }: OpeningHours): boolean {
  return minutesOf(to) < minutesOf(from);
}

/** A span of time for pickups, identified by its start. */
export interface PickupSlot {
  readonly date: LocalDate;
  /** The business day: the day whose opening hours contain the slot, also after midnight. */
  readonly openedOn: LocalDate;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What an order requires of a slot. */
export interface PickupDemand {
  readonly units: number;
  /** Hours between placement and the earliest pickup. */
  readonly leadTimeHours: number;
  /** Working days after the business day of the placement, the pickup's day included. */
  readonly leadTimeDays: number;
  /** The cut-offs of its products; the earliest decides. */
  readonly cutOffs: readonly CutOff[];
  /** Days from today to the last pickup; null for the bakery's horizon. */
  readonly horizonDays: number | null;
  /** The first and the last business day for its pickup; null for no bound. */
  readonly seasonFrom: LocalDate | null;
  readonly seasonTo: LocalDate | null;
}

export type SlotRefusal =
  | 'closed day'
  | 'in the past'
  | 'out of season'
  | 'too far ahead'
  | 'lead time'
  | 'cut-off passed'
  | 'slot full'
  | 'fully booked';

/**
 * The slots that begin on a date: first the slots after midnight of the previous day's hours, then the slots of the
 * date's own hours. A closed day keeps the slots of its weekday, because orders for the day may exist, unless another
 * day is open at that time.
 */
export function slotsOn(rules: PickupRules, date: LocalDate): PickupSlot[] {
  const dayBefore = addDays(date, -1);
  const night = slotHoursOf(rules, dayBefore).filter(runsPastMidnight);
  const slots = [
    ...night.flatMap((hours) => slotsIn(rules, dayBefore, hours)),
    ...slotHoursOf(rules, date).flatMap((hours) => slotsIn(rules, date, hours)),
  ].filter((slot) => slot.date === date);
  return isClosedSpecially(rules, dayBefore) || isClosedSpecially(rules, date)
    ? withoutReplacedSlots(rules, date, slots)
    : slots;
}

function slotHoursOf(rules: PickupRules, date: LocalDate): readonly OpeningHours[] {
  return isClosedSpecially(rules, date) ? usualHoursOf(rules, date) : hoursOf(rules, date);
}

/** Drops the slots of a closed day that overlap the hours of an open day. */
function withoutReplacedSlots(
  rules: PickupRules,
  date: LocalDate,
  slots: readonly PickupSlot[],
): PickupSlot[] {
  const open = [addDays(date, -1), date].flatMap((day) =>
    hoursOf(rules, day).map((hours) => boundsOf(rules, day, hours)),
  );
  const isReplaced = (slot: PickupSlot) =>
    open.some(({ opensAt, closesAt }) => opensAt < slot.endsAt && slot.startsAt < closesAt);
  return slots
    .filter((slot) => !isClosedSpecially(rules, slot.openedOn) || !isReplaced(slot))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

type HoursRules = Pick<PickupRules, 'openingHours' | 'specialDays'>;

/** The hours that begin on a date; empty when the bakery is closed. */
export function hoursOf(rules: HoursRules, date: LocalDate): readonly OpeningHours[] {
  return rules.specialDays.get(date)?.hours ?? usualHoursOf(rules, date);
}

/** The hours of the weekday, whatever special days say. */
export function usualHoursOf(
  { openingHours }: Pick<PickupRules, 'openingHours'>,
  date: LocalDate,
): readonly OpeningHours[] {
  return openingHours[weekdayOf(date)] ?? [];
}

/** Whether a special day closes this date. A weekday without hours is no special day. */
export function isClosedSpecially(
  { specialDays }: Pick<PickupRules, 'specialDays'>,
  date: LocalDate,
): boolean {
  return specialDays.get(date)?.hours.length === 0;
}

/** The instants at which hours begin and end. @param openedOn the day on which they begin */
export function boundsOf(
  { timeZone }: Pick<PickupRules, 'timeZone'>,
  openedOn: LocalDate,
  hours: OpeningHours,
): { readonly opensAt: Date; readonly closesAt: Date } {
  const closesOn = runsPastMidnight(hours) ? addDays(openedOn, 1) : openedOn;
  return {
    opensAt: instantAt(openedOn, hours.from, timeZone),
    closesAt: instantAt(closesOn, hours.to, timeZone),
  };
}

/** Steps by elapsed time, so that a night with a clock change has as many slots as hours. */
function slotsIn(rules: PickupRules, openedOn: LocalDate, hours: OpeningHours): PickupSlot[] {
  const { timeZone, slotMinutes } = rules;
  const isLate = runsPastMidnight(hours);
  const nextDay = addDays(openedOn, 1);
  const { opensAt, closesAt } = boundsOf(rules, openedOn, hours);
  const [opens, closes] = [opensAt.getTime(), closesAt.getTime()];
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

/** The most days that a search for working days passes. */
const maxDaysToSearch = 366;

/** A working day is a date with opening hours. */
function isWorkingDay(rules: HoursRules, date: LocalDate): boolean {
  return hoursOf(rules, date).length > 0;
}

/** The date that is this number of working days before another date; of calendar days, for a bakery without hours. */
function workingDayBefore(rules: HoursRules, date: LocalDate, days: number): LocalDate {
  let found = date;
  for (let left = days, n = 1; left > 0; n++) {
    if (n > maxDaysToSearch) return addDays(date, -days);
    found = addDays(date, -n);
    if (isWorkingDay(rules, found)) left--;
  }
  return found;
}

/** The first date with this number of working days after another date, itself included; undefined after `lastDate`. */
function findWorkingDayAfter(
  rules: HoursRules,
  date: LocalDate,
  days: number,
  lastDate: LocalDate,
): LocalDate | undefined {
  let found = date;
  for (let left = days; left > 0;) {
    found = addDays(found, 1);
    if (found > lastDate) return undefined;
    if (isWorkingDay(rules, found)) left--;
  }
  return found;
}

/** The instants of cut-offs, because orders of a batch ask for the same ones. */
const knownCutOffs = new WeakMap<PickupRules, Map<string, Date>>();

/** The end of ordering for a business day; the bakery's cut-off unless another is given. */
export function cutOffFor(rules: PickupRules, date: LocalDate, cutOff = rules.cutOff): Date {
  const known = knownCutOffs.get(rules) ?? new Map<string, Date>();
  knownCutOffs.set(rules, known);
  const key = `${date} ${cutOff.days} ${cutOff.time}`;
  const instant =
    known.get(key) ??
    instantAt(workingDayBefore(rules, date, cutOff.days), cutOff.time, rules.timeZone);
  known.set(key, instant);
  return instant;
}

/** The earliest cut-off of an order for a business day; null for an order without one. */
export function findCutOff(
  rules: PickupRules,
  { cutOffs }: Pick<PickupDemand, 'cutOffs'>,
  date: LocalDate,
): Date | null {
  const [earliest = null] = cutOffs
    .map((cutOff) => cutOffFor(rules, date, cutOff))
    .toSorted((a, b) => a.getTime() - b.getTime());
  return earliest;
}

/** Whether the season of an order includes a business day. */
export function isInSeason(
  { seasonFrom, seasonTo }: Pick<PickupDemand, 'seasonFrom' | 'seasonTo'>,
  date: LocalDate,
): boolean {
  return (seasonFrom === null || seasonFrom <= date) && (seasonTo === null || date <= seasonTo);
}

/**
 * The reason why an order cannot be picked up in a slot, the most lasting reason first; null when
 * the slot is possible.
 * @param unitsTaken of the slot, by other orders
 * @param canBake whether the capacity of that day suffices
 */
export type FindRefusal = (
  slot: PickupSlot,
  demand: PickupDemand,
  unitsTaken: number,
  canBake: boolean,
) => SlotRefusal | null;

/**
 * A check for an order that is placed at a moment. Reuse the check for many slots: values of the same day are computed
 * once.
 * @param now the moment of the decision, for slots in the past and for the horizon; lead times and cut-offs are judged as
 * of the placement
 */
export function refusalsAt(rules: PickupRules, placedAt: Date, now = placedAt): FindRefusal {
  const today = dateAt(now, rules.timeZone);
  const lastDate = addDays(today, rules.daysAhead);
  const firstDays = new Map<number, LocalDate | undefined>();
  const firstDayAfter = (days: number) => {
    if (!firstDays.has(days)) {
      const placedOn = businessDayOf(rules, placedAt);
      firstDays.set(days, findWorkingDayAfter(rules, placedOn, days, lastDate));
    }
    return firstDays.get(days);
  };
  const isTooSoon = ({ startsAt, openedOn }: PickupSlot, demand: PickupDemand) => {
    const { leadTimeHours, leadTimeDays } = demand;
    if (startsAt.getTime() < placedAt.getTime() + leadTimeHours * 3_600_000) return true;
    if (leadTimeDays === 0) return false;
    const firstDay = firstDayAfter(leadTimeDays);
    return firstDay === undefined || openedOn < firstDay;
  };
  return (slot, demand, unitsTaken, canBake) => {
    const { date, openedOn, startsAt } = slot;
    const { horizonDays, cutOffs } = demand;
    if (isClosedSpecially(rules, openedOn)) return 'closed day';
    if (startsAt < now) return 'in the past';
    if (!isInSeason(demand, openedOn)) return 'out of season';
    if (date > lastDate) return 'too far ahead';
    if (horizonDays !== null && date > addDays(today, horizonDays)) return 'too far ahead';
    if (isTooSoon(slot, demand)) return 'lead time';
    if (cutOffs.some((cutOff) => placedAt >= cutOffFor(rules, openedOn, cutOff)))
      return 'cut-off passed';
    return findCapacityRefusal(rules, demand, unitsTaken, canBake);
  };
}

/** The refusal for missing capacity, without regard to the time; null when there is capacity. */
export function findCapacityRefusal(
  rules: PickupRules,
  demand: PickupDemand,
  unitsTaken: number,
  canBake: boolean,
): SlotRefusal | null {
  if (unitsTaken + demand.units > rules.slotCapacity) return 'slot full';
  return canBake ? null : 'fully booked';
}

/**
 * The time that an order at the counter may take from its first query to its placement
 * (milliseconds).
 */
const overrideGraceMs = 15 * 60_000;
/** The largest value that the settings accept for `daysAhead`. */
export const maxDaysAhead = 365;

/**
 * The reason why even an override cannot have this time: it is more than a year away, or it is past. A time is past a
 * quarter of an hour later, but not before its slot has ended.
 */
export function findOverrideRefusal(
  rules: PickupRules,
  pickupAt: Date,
  now: Date,
): Extract<SlotRefusal, 'in the past' | 'too far ahead'> | null {
  const ahead = pickupAt.getTime() - now.getTime();
  if (ahead > (maxDaysAhead + 1) * 86_400_000) return 'too far ahead';
  const slot = findSlotAround(rules, pickupAt);
  const isRunning = slot !== undefined && now < slot.endsAt;
  return ahead < -overrideGraceMs && !isRunning ? 'in the past' : null;
}

/** The slot that begins at this instant. */
export function findSlot(rules: PickupRules, startsAt: Date): PickupSlot | undefined {
  const date = dateAt(startsAt, rules.timeZone);
  return slotsOn(rules, date).find((slot) => slot.startsAt.getTime() === startsAt.getTime());
}

/** The reason why no slot begins at this instant. */
export function refusalWithoutSlot(
  rules: PickupRules,
  instant: Date,
): 'closed day' | 'no such slot' {
  return isClosedSpecially(rules, businessDayOf(rules, instant)) ? 'closed day' : 'no such slot';
}

/** The slot that contains this instant. */
export function findSlotAround(rules: PickupRules, instant: Date): PickupSlot | undefined {
  const date = dateAt(instant, rules.timeZone);
  return slotsOn(rules, date).find(
    ({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt,
  );
}

/**
 * The business day of this instant: the day whose opening hours contain it, also after the last whole slot; outside the
 * opening hours, its date. A closed day keeps the hours of its weekday, unless another day is open at that time.
 */
export function businessDayOf(rules: PickupRules, instant: Date): LocalDate {
  const date = dateAt(instant, rules.timeZone);
  const days = [addDays(date, -1), date].filter((day) =>
    slotHoursOf(rules, day).some((hours) => {
      const { opensAt, closesAt } = boundsOf(rules, day, hours);
      return opensAt <= instant && instant < closesAt;
    }),
  );
  return days.find((day) => !isClosedSpecially(rules, day)) ?? days[0] ?? date;
}

/**
 * The last business day that is over. A day is over at the end of its date, or of its opening hours if they end later.
 */
export function lastDayOver(rules: PickupRules, now: Date): LocalDate {
  const yesterday = addDays(dateAt(now, rules.timeZone), -1);
  const isOpen = hoursOf(rules, yesterday).some(
    (hours) => now < boundsOf(rules, yesterday, hours).closesAt,
  );
  return isOpen ? addDays(yesterday, -1) : yesterday;
}

/** All slots from today to the last day that customers can order for, the earliest first. */
export function upcomingSlots(rules: PickupRules, now: Date): PickupSlot[] {
  return [...eachUpcomingSlot(rules, now)];
}

/** The same slots one after the other, for a search that ends early. */
export function* eachUpcomingSlot(rules: PickupRules, now: Date): Generator<PickupSlot> {
  const today = dateAt(now, rules.timeZone);
  for (let day = 0; day <= rules.daysAhead; day++) yield* slotsOn(rules, addDays(today, day));
}
