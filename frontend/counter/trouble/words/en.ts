import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Orders in trouble',
  lead: 'They wait for longer than an order should, or could not be processed. Nothing is lost: they are tried again by themselves.',
  none: 'No order is in trouble.',
  outdated: 'This may be out of date.',
  order: (id: number) => `Order ${id}`,
  why: {
    failing: 'cannot be processed',
    'not delivered': 'was sent again and not taken up',
    waiting: 'waits for too long',
  },
  placed: (moment: string) => `placed ${moment}`,
  attempts: (count: number) =>
    count === 0
      ? ''
      : plural(count, { one: 'tried once', other: `tried ${formatNumber(count)} times` }),
  relays: (count: number, next: string) =>
    count === 0
      ? `sent again ${next}`
      : plural(count, {
          one: `sent again once, next ${next}`,
          other: `sent again ${formatNumber(count)} times, next ${next}`,
        }),
  again: 'Try again',
  againOf: (id: number) => `Try again: order ${id}`,
  sent: (id: number) => `Order ${id} has been sent again.`,
  notSent: (id: number) => `The queue did not take order ${id}; it is sent as soon as it does.`,
};

export type TroubleWords = typeof words;
