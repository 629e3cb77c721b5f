export const words = {
  title: (id: string) => `Order ${id}`,
  back: '← All orders',
  unknown: (id: string) => `There is no order ${id}.`,
  outdated: 'This may be out of date.',
  lines: 'What was ordered',
  total: 'Total',
  facts: 'Pickup and customer',
  pickup: 'Pickup',
  noSlot: 'No pickup time yet',
  collected: 'Picked up',
  customer: 'Customer',
  noName: 'No name',
  phone: 'Phone',
  email: 'E-mail',
  placed: 'Placed',
  takenBy: 'Taken by',
  reason: 'Reason',
  overridden: 'Exception',
  timeline: 'Timeline',
  /** The actor of a change, by the API's name. */
  actors: { customer: 'customer', processor: 'automatically' } as Readonly<Record<string, string>>,
  reasons: { 'taken back': 'undone' } as Readonly<Record<string, string>>,
};

export type OrderWords = typeof words;
