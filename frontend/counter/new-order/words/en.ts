import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'New order',
  products: 'Products',
  search: 'Search products (Enter adds the first)',
  noProduct: 'No product found.',
  soldOut: 'sold out',
  remove: 'Remove',
  removeOf: (product: string) => `Remove ${product}`,
  draft: 'The order',
  empty: 'Tap a product to start.',
  quantityOf: (product: string) => ({
    fewer: `One ${product} less`,
    howMany: `Quantity: ${product}`,
    more: `One ${product} more`,
  }),
  full: (count: number) =>
    `An order can have at most ${formatNumber(count)} different products. Place this order, then start another.`,
  note: 'Note',
  noteOf: (product: string) => `Note for ${product}`,
  total: 'Total',
  soFar: (pieces: number, total: string) =>
    `${plural(pieces, { one: '1 piece', other: `${formatNumber(pieces)} pieces` })} · ${total} ↓`,
  name: 'Name',
  phone: 'Phone',
  nameMissing: 'Enter a name for the phone number.',
  pickup: 'Pickup',
  soon: 'As soon as possible',
  later: 'Choose time',
  day: 'Day',
  slot: 'Time',
  anyTime: 'Another time …',
  refusedSlot: (time: string, reason: string) => `${time} – ${reason}`,
  time: 'Pickup time',
  timeMissing: 'Choose a pickup time.',
  reason: 'Reason for the exception',
  reasonHint: 'Saved with the order and your name.',
  reasonMissing: 'Please give a reason.',
  place: 'Place order',
  nothing: 'Add a product first.',
  placed: (id: number) => `Order ${id} is placed.`,
  next: 'Next order',
  refused: 'The order was not placed.',
  noAnswer: 'No answer from the bakery’s server.',
  noAnswerText: 'Tap again: the order is placed only once.',
};

export type NewOrderWords = typeof words;
