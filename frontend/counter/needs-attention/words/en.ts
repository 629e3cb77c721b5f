import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Needs attention',
  lead: 'Orders that take too long or could not be processed, days on which more is ordered than there is, and orders of past days that were not picked up. No order is lost.',
  none: 'Nothing needs attention.',
  outdated: 'This may be out of date.',
  order: (id: number) => `Order ${id}`,
  why: {
    failing: 'cannot be processed',
    'not delivered': 'still not confirmed',
    waiting: 'takes too long',
  },
  meaning: {
    failing:
      'A fault in the system stops this order. Tell the customer that you will call back. If it stays here, pass on the technical details.',
    'not delivered':
      'The order is saved, but the part of the system that confirms orders does not answer.',
    waiting: 'The order is saved, and waits longer than usual for its confirmation.',
  },
  times: (placed: string, next: string) => `placed ${placed} · next try ${next}`,
  technical: 'Technical details',
  attempts: (count: number) =>
    plural(count, {
      one: '1 failed attempt to process it',
      other: `${formatNumber(count)} failed attempts to process it`,
    }),
  relays: (count: number) =>
    plural(count, { one: 'sent again 1 time', other: `sent again ${formatNumber(count)} times` }),
  again: 'Try again',
  againOf: (id: number) => `Try again: order ${id}`,
  sent: (id: number) => `Order ${id} was sent again.`,
  shortBy: (day: string, name: string, amount: string) => `${day}, ${name}: short by ${amount}`,
  slot: (time: string) => `pickup at ${time}`,
  shortMeaning: {
    product: 'More is ordered than planned. Raise the plan, or call these customers.',
    pool: 'Orders and plans take more than there is. Raise the capacity, lower a plan, or call these customers.',
    slot: 'More is ordered than can be picked up at once. Raise the capacity of pickup times, or call these customers.',
  },
  shortByPlans: 'The plans alone take more than there is. Raise the capacity, or lower a plan.',
  uncollected: (day: string) => `Not picked up yet: ${day}`,
  allOfYesterday: 'All of yesterday picked up',
  allOf: (day: string) => `All of ${day} picked up`,
  noName: 'No name',
  pieces: (count: number) =>
    plural(count, { one: '1 piece', other: `${formatNumber(count)} pieces` }),
  more: (count: number) =>
    plural(count, {
      one: '1 more order appears when these are done.',
      other: `${formatNumber(count)} more orders appear when these are done.`,
    }),
  older: (count: number) =>
    plural(count, {
      one: 'Not picked up yet: 1 order from more than 14 days ago',
      other: `Not picked up yet: ${formatNumber(count)} orders from more than 14 days ago`,
    }),
  showOlder: 'Show these orders',
  endOlder: { collect: 'All older picked up', miss: 'All older not picked up' },
  endOlderTitle: {
    collect: (count: number) => `${countOrders(count)}: picked up?`,
    miss: (count: number) => `${countOrders(count)}: not picked up?`,
  },
  endOlderText: {
    collect: 'All orders from more than 14 days ago are marked as picked up.',
    miss: 'All orders from more than 14 days ago are marked as not picked up. Their pieces count as waste.',
  },
  cancel: 'Cancel',
  notSent: (id: number) => `Order ${id} could not be sent. It will be sent again automatically.`,
};

export type NeedsAttentionWords = typeof words;

function countOrders(count: number) {
  return plural(count, { one: '1 order', other: `${formatNumber(count)} orders` });
}
