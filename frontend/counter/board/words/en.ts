import { formatList, formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  day: 'Day',
  anotherDay: 'Another day',
  show: 'Show',
  open: 'Open',
  search: 'Number, name or phone',
  found: (count: number) =>
    plural(count, { one: 'One order found', other: `${formatNumber(count)} orders found` }),
  foundLatest: (count: number) => `The latest ${formatNumber(count)} orders that fit`,
  nothingFound: 'No order has this number, name or phone number.',
  nothingOpen: 'Nothing is left to do on this day.',
  nothingOfThis: 'There are no such orders on this day.',
  noSlot: 'No pickup time yet',
  late: 'late',
  countOf: (orders: number, pieces: number) =>
    `${plural(orders, { one: 'one order', other: `${formatNumber(orders)} orders` })} · ` +
    plural(pieces, { one: 'one piece', other: `${formatNumber(pieces)} pieces` }),
  noName: 'No name',
  fresh: 'New',
  overridden: (reason: string) => `Outside the rules: ${reason}`,
  arrived: (orders: readonly string[]) =>
    `${plural(orders.length, { one: 'New order', other: `${formatNumber(orders.length)} new orders` })}: ${formatList(orders)}`,
  describe: (id: number, name: string, time: string) =>
    [String(id), name, time].filter((part) => part !== '').join(', '),
  outdated: (time: string) => `This is how it was at ${time}.`,
  keys: 'Keys: arrows go from order to order, Enter does what is next, C cancels.',
};

export type BoardWords = typeof words;
