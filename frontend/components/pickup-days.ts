import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import { hoursOf, runsPastMidnight } from '../../shared/domain/pickup.ts';
import type { Answer } from './api.ts';
import { bakery } from './bakery.ts';
import { openingRulesOf } from './opening-state.ts';
import { addDays, today } from './wording.ts';

export type DayAnswer = Answer<ListPickupSlotsResponse>;
export type Slot = ListPickupSlotsResponse['slots'][number];

/** The days for which the bakery takes orders. */
export function daysInReach(): string[] {
  return Array.from({ length: bakery.days_ahead + 1 }, (_, day) => addDays(today(), day));
}

/** Whether opening hours and special days say that the day is closed, also after midnight. */
export function isClosed(date: string): boolean {
  const rules = openingRulesOf(bakery);
  const isOpenAfterMidnight = hoursOf(rules, addDays(date, -1)).some(runsPastMidnight);
  return !isOpenAfterMidnight && hoursOf(rules, date).length === 0;
}

export type FetchDay = (date: string) => Promise<DayAnswer>;

/** Returns a function that fetches the slots of a day once. @param fetchDay fetches them for one basket */
export function rememberDays(fetchDay: FetchDay): FetchDay {
  const asked = new Map<string, Promise<DayAnswer>>();
  return (date) => {
    const answer = asked.get(date) ?? fetchDay(date);
    asked.set(date, answer);
    // A failed request is repeated when the day is chosen again.
    void answer.then(({ kind }) => {
      if (kind === 'unanswered') asked.delete(date);
    });
    return answer;
  };
}

export type Soonest =
  | { readonly kind: 'found'; readonly date: string; readonly slot: Slot }
  | { readonly kind: 'none' }
  | { readonly kind: 'unanswered' };

/** The next free slot. @param leadTimeHours of the basket; earlier days are skipped */
export async function findSoonest(slotsOn: FetchDay, leadTimeHours: number): Promise<Soonest> {
  const first = addDays(today(), Math.floor(leadTimeHours / 24));
  for (const date of daysInReach().filter((day) => day >= first && !isClosed(day))) {
    const answer = await slotsOn(date);
    if (answer.kind !== 'accepted') return { kind: 'unanswered' };
    const slot = answer.body.slots.find(({ refusal }) => refusal === null);
    if (slot) return { kind: 'found', date, slot };
  }
  return { kind: 'none' };
}
