export const words = {
  title: (id: string) => `Order ${id}`,
  back: '← All orders',
  unknown: (id: string) => `There is no order ${id}.`,
  outdated: 'This may be out of date.',
  lines: 'What was ordered',
  total: 'Total',
  facts: 'Who and when',
  pickup: 'Pickup',
  noSlot: 'No time yet',
  collected: 'Collected',
  customer: 'Customer',
  noName: 'No name',
  phone: 'Phone',
  email: 'E-mail',
  placed: 'Placed',
  takenBy: 'Taken by',
  reason: 'Reason',
  overridden: 'Outside the rules',
  timeline: 'Timeline',
  /** Who changes an order, by the API's own word. */
  movers: { customer: 'customer', processor: 'by itself' } as Readonly<Record<string, string>>,
  reasons: { 'taken back': 'taken back' } as Readonly<Record<string, string>>,
};

export type OrderWords = typeof words;
