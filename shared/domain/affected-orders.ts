import { dateAt, timeAt } from './calendar.ts';
import { findSlotAround, type PickupRules } from './pickup.ts';

/** What a change of the rules does to an order that has a pickup time. */
export type Effect = 'closed day' | 'outside opening hours' | 'other local time';

export interface AffectedOrder {
  readonly order_id: number;
  readonly pickup_at: string;
  readonly effect: Effect;
}

/** A pickup time under the rules, the worst standing last. */
const standings = ['open', 'outside opening hours', 'closed day'] as const;
type Standing = (typeof standings)[number];

/** The effect of new rules on an order for this pickup time; null when it is as open as before. */
export function findEffect(before: PickupRules, after: PickupRules, pickupAt: Date): Effect | null {
  const standing = standingOf(after, pickupAt);
  const isWorse = standings.indexOf(standing) > standings.indexOf(standingOf(before, pickupAt));
  if (standing !== 'open' && isWorse) return standing;
  return wallClockAt(before, pickupAt) === wallClockAt(after, pickupAt) ? null : 'other local time';
}

function standingOf(rules: PickupRules, pickupAt: Date): Standing {
  const slot = findSlotAround(rules, pickupAt);
  if (rules.closures.has(slot?.openedOn ?? dateAt(pickupAt, rules.timeZone))) return 'closed day';
  return slot ? 'open' : 'outside opening hours';
}

function wallClockAt({ timeZone }: PickupRules, instant: Date): string {
  return `${dateAt(instant, timeZone)} ${timeAt(instant, timeZone)}`;
}
