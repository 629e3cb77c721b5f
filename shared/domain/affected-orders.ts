import { dateAt, type LocalDate, timeAt } from './calendar.ts';
import { findSlotAround, isClosedSpecially, type PickupRules } from './pickup.ts';

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
 * The effect of new rules on an order with this pickup time and business day; null when the result is no worse. An
 * order keeps its business day.
 */
export function findEffect(
  before: PickupRules,
  after: PickupRules,
  { pickupAt, pickupDate }: { readonly pickupAt: Date; readonly pickupDate: LocalDate },
): Effect | null {
  const outcome = outcomeOf(after, pickupAt, pickupDate);
  const earlier = outcomeOf(before, pickupAt, pickupDate);
  const isWorse = outcomes.indexOf(outcome) > outcomes.indexOf(earlier);
  if (outcome !== 'open' && isWorse) return outcome;
  return localTimeAt(before, pickupAt) === localTimeAt(after, pickupAt) ? null : 'other local time';
}

function outcomeOf(rules: PickupRules, pickupAt: Date, pickupDate: LocalDate): Outcome {
  if (isClosedSpecially(rules, pickupDate)) return 'closed day';
  return findSlotAround(rules, pickupAt) ? 'open' : 'outside opening hours';
}

function localTimeAt({ timeZone }: PickupRules, instant: Date): string {
  return `${dateAt(instant, timeZone)} ${timeAt(instant, timeZone)}`;
}
