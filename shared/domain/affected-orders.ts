import { dateAt, timeAt } from './calendar.ts';
import { businessDayOf, findSlotAround, isClosedSpecially, type PickupRules } from './pickup.ts';

/** The effect of changed rules on an order that has a pickup time. */
export type Effect = 'closed day' | 'outside opening hours' | 'other local time';

export interface AffectedOrder {
  readonly order_id: number;
  readonly pickup_at: string;
  readonly effect: Effect;
}

/** An affected order with what staff need to call its customer; null for an order without a customer. */
export interface ListedOrder extends AffectedOrder {
  readonly customer: {
    readonly name: string;
    readonly phone: string | null;
    readonly email: string | null;
  } | null;
}

/** Possible results for a pickup time, from best to worst. */
const outcomes = ['open', 'outside opening hours', 'closed day'] as const;
type Outcome = (typeof outcomes)[number];

/**
 * The effect of new rules on an order for this pickup time; null when the result for this time is
 * no worse.
 */
export function findEffect(before: PickupRules, after: PickupRules, pickupAt: Date): Effect | null {
  const outcome = outcomeOf(after, pickupAt);
  const isWorse = outcomes.indexOf(outcome) > outcomes.indexOf(outcomeOf(before, pickupAt));
  if (outcome !== 'open' && isWorse) return outcome;
  return localTimeAt(before, pickupAt) === localTimeAt(after, pickupAt) ? null : 'other local time';
}

function outcomeOf(rules: PickupRules, pickupAt: Date): Outcome {
  if (isClosedSpecially(rules, businessDayOf(rules, pickupAt))) return 'closed day';
  return findSlotAround(rules, pickupAt) ? 'open' : 'outside opening hours';
}

function localTimeAt({ timeZone }: PickupRules, instant: Date): string {
  return `${dateAt(instant, timeZone)} ${timeAt(instant, timeZone)}`;
}
