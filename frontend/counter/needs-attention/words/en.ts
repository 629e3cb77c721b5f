import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Needs attention',
  lead: 'Orders that take too long or could not be processed. No order is lost: each is retried automatically.',
  none: 'No order needs attention.',
  outdated: 'This may be out of date.',
  order: (id: number) => `Order ${id}`,
  why: {
    failing: 'cannot be processed',
    'not delivered': 'not delivered after a resend',
    waiting: 'takes too long',
  },
  placed: (moment: string) => `placed ${moment}`,
  attempts: (count: number) =>
    count === 0
      ? ''
      : plural(count, { one: 'tried once', other: `tried ${formatNumber(count)} times` }),
  relays: (count: number, next: string) =>
    count === 0
      ? `will be sent again ${next}`
      : plural(count, {
          one: `sent again once, next ${next}`,
          other: `sent again ${formatNumber(count)} times, next ${next}`,
        }),
  again: 'Try again',
  againOf: (id: number) => `Try again: order ${id}`,
  sent: (id: number) => `Order ${id} was sent again.`,
  notSent: (id: number) => `Order ${id} could not be sent. It will be sent again automatically.`,
};

export type NeedsAttentionWords = typeof words;
