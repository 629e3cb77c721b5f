import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'New order',
  products: 'Products',
  search: 'Product (Enter takes the first)',
  noProduct: 'No product is called that.',
  soldOut: 'sold out',
  takeOut: 'Take out',
  takeOutOf: (product: string) => `Take out ${product}`,
  slip: 'The order',
  empty: 'Tap a product to begin.',
  quantityOf: (product: string) => ({
    fewer: `One ${product} less`,
    howMany: `How many: ${product}`,
    more: `One ${product} more`,
  }),
  full: (count: number) =>
    `An order has ${formatNumber(count)} different products at most. Place this one, and begin another.`,
  note: 'Note',
  noteOf: (product: string) => `Note for ${product}`,
  total: 'Total',
  soFar: (pieces: number, total: string) =>
    `${plural(pieces, { one: 'One piece', other: `${formatNumber(pieces)} pieces` })} · ${total} ↓`,
  name: 'Name',
  phone: 'Phone',
  nameMissing: 'A phone number needs a name.',
  pickup: 'Pickup',
  soon: 'As soon as possible',
  later: 'At a time',
  day: 'Day',
  slot: 'Time',
  anyTime: 'Another time …',
  refusedSlot: (time: string, reason: string) => `${time} – ${reason}`,
  time: 'Which time',
  timeMissing: 'When will it be fetched?',
  reason: 'Why outside the rules?',
  reasonHint: 'It is kept with the order, and with your name.',
  reasonMissing: 'Outside the rules there has to be a reason.',
  place: 'Place order',
  nothing: 'There is nothing in the order yet.',
  placed: (id: number) => `Order ${id} is placed.`,
  next: 'Next order',
  refused: 'The order was not placed.',
  noAnswer: 'No answer from the bakery’s server.',
  noAnswerText: 'Press again: however often you do, it is one order.',
};

export type NewOrderWords = typeof words;
