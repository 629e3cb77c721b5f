import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Stock',
  lead: 'What is on the shelf. Say what came, what was thrown away, or what is really there.',
  outdated: 'This may be out of date.',
  none: 'Nothing of what is sold is counted.',
  unknown: (id: string) => `Product ${id} is not counted.`,
  left: (units: number) => `${formatNumber(units)} left`,
  offSale: 'off sale',
  howMany: 'How many?',
  howManyOf: (name: string) => `How many ${name}`,
  more: (units: number) => `+${formatNumber(units)}`,
  moreOf: (units: number, name: string) => `${formatNumber(units)} more ${name}`,
  note: 'Note',
  noteHint: 'Why, if it should be known later.',
  reasons: { delivery: 'Delivered', waste: 'Thrown away', count: 'Counted' },
  reasonsOf: {
    delivery: (name: string) => `Delivered: ${name}`,
    waste: (name: string) => `Thrown away: ${name}`,
    count: (name: string) => `Counted: ${name}`,
  },
  needsNumber: 'Say how many first.',
  done: {
    delivery: (units: number, name: string, stock: number) =>
      `${formatNumber(units)} × ${name} delivered: ${formatNumber(stock)} now.`,
    waste: (units: number, name: string, stock: number) =>
      `${formatNumber(units)} × ${name} thrown away: ${formatNumber(stock)} now.`,
    count: (units: number, name: string) => `${name} counted: ${formatNumber(units)} now.`,
  },
  unanswered: 'Nobody knows whether it was counted. Press the same button again: it counts once.',
  refusals: {
    '/units': 'A whole number, up to 1,000,000.',
    'not-enough-stock': 'There is not so much of it.',
    'too-much-stock': 'A shelf holds at most 1,000,000 pieces.',
  } as Readonly<Record<string, string>>,
  movements: 'Movements',
  movementsOf: (name: string) => `Movements of ${name}`,
  back: 'All stock',
  movementsLead: 'Why there is as much as there is, the newest first.',
  noMovements: 'Nothing has moved yet.',
  older: 'Older ones',
  why: {
    order: 'ordered',
    cancelled: 'cancelled',
    delivery: 'delivered',
    count: 'counted',
    waste: 'thrown away',
  },
  order: (id: number) => `Order ${id}`,
  columns: { at: 'When', units: 'Pieces', why: 'Why', by: 'By', note: 'Note' },
  program: 'the bakery’s program',
  customer: 'the customer',
  loaded: (count: number) =>
    plural(count, { one: '1 movement', other: `${formatNumber(count)} movements` }),
};

export type StockWords = typeof words;
