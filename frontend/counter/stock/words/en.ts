import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Stock',
  parts: { shelf: 'On the shelf', daily: 'Baked daily' },
  lead: 'Record deliveries, waste and counts.',
  outdated: 'This may be out of date.',
  none: 'No products on the shelf yet',
  noneFound: 'No products found',
  showAll: 'Show all stock',
  addProduct: 'New product',
  found: (count: number) =>
    plural(count, { one: '1 product', other: `${formatNumber(count)} products` }),
  shelfColumns: { product: 'Product', stock: 'In stock', movement: 'Quantity and reason' },
  undo: 'Undo',
  undoOf: (what: string) => `Undo: ${what}`,
  undone: (name: string, stock: number) => `${name} undone: ${formatNumber(stock)} now.`,
  notUndone: (name: string, why: string) => `${name} was not undone. ${why}`,
  undoneAll: (count: number) => `${formatNumber(count)} products undone.`,
  all: (count: number) => `${formatNumber(count)} products with a quantity`,
  allOf: {
    delivery: (count: number) => `Delivered: ${formatNumber(count)} products`,
    waste: (count: number) => `Wasted: ${formatNumber(count)} products`,
    count: (count: number) => `Counted: ${formatNumber(count)} products`,
  },
  doneAll: {
    delivery: (count: number) =>
      plural(count, {
        one: '1 product delivered.',
        other: `${formatNumber(count)} products delivered.`,
      }),
    waste: (count: number) =>
      plural(count, { one: '1 product wasted.', other: `${formatNumber(count)} products wasted.` }),
    count: (count: number) =>
      plural(count, {
        one: '1 product counted.',
        other: `${formatNumber(count)} products counted.`,
      }),
  },
  takeStock: 'Fill in what is left',
  takeStockOf: (category: string) => `Fill in what is left: ${category}`,
  unknown: (id: string) => `Product ${id} has no stock.`,
  left: (units: number) => `${formatNumber(units)} left`,
  offSale: 'off sale',
  howMany: 'Quantity',
  howManyOf: (name: string) => `Quantity: ${name}`,
  more: (units: number) => `+${formatNumber(units)}`,
  moreOf: (units: number, name: string) => `+${formatNumber(units)}: ${name}`,
  note: 'Note',
  noteHint: 'Optional. For example, the reason.',
  reasons: { delivery: 'Delivered', waste: 'Wasted', count: 'Counted' },
  reasonsOf: {
    delivery: (name: string) => `Delivered: ${name}`,
    waste: (name: string) => `Wasted: ${name}`,
    count: (name: string) => `Counted: ${name}`,
  },
  needsNumber: 'Enter a quantity.',
  done: {
    delivery: (units: number, name: string, stock: number) =>
      `${formatNumber(units)} × ${name} delivered: ${formatNumber(stock)} now.`,
    waste: (units: number, name: string, stock: number) =>
      `${formatNumber(units)} × ${name} wasted: ${formatNumber(stock)} now.`,
    count: (units: number, name: string) => `${name} counted: ${formatNumber(units)} now.`,
  },
  unanswered: 'No reply. Tap the same button again: it is counted only once.',
  refusals: {
    '/units': 'A whole number, up to 1,000,000.',
    'too-much-stock': 'The stock can be at most 1,000,000.',
  } as Readonly<Record<string, string>>,
  onlyInStock: (units: number) => `Only ${formatNumber(units)} in stock.`,
  movements: 'Movements',
  movementsOf: (name: string) => `Movements of ${name}`,
  back: 'All stock',
  movementsLead: 'Every change of the stock, newest first.',
  noMovements: 'No movements yet.',
  older: 'Show older',
  why: {
    order: 'ordered',
    cancelled: 'cancelled',
    delivery: 'delivered',
    count: 'counted',
    waste: 'wasted',
    supply: 'other supply since',
  },
  reversed: (why: string) => `${why}, undone`,
  reversal: (why: string) => `undo: ${why}`,
  order: (id: number) => `Order ${id}`,
  columns: { at: 'When', units: 'Pieces', why: 'Reason', by: 'By', note: 'Note' },
  system: 'system',
  customer: 'customer',
  loaded: (count: number) =>
    plural(count, { one: '1 movement', other: `${formatNumber(count)} movements` }),
};

export type StockWords = typeof words;
