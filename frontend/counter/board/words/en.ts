import { formatList, formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  day: 'Day',
  anotherDay: 'Another day',
  today: 'Today',
  filters: { 'to-do': 'To do', ready: 'Ready', 'picked-up': 'Picked up', all: 'All' },
  orders: (count: number) =>
    plural(count, { one: '1 order', other: `${formatNumber(count)} orders` }),
  now: 'Now',
  sound: 'Sound',
  pause: 'Pause',
  pauseOrders: 'Pause online orders',
  pauseText:
    'The shop accepts no orders until then. Earlier orders and orders at the counter go on.',
  pauseMessage: 'Text for customers (optional)',
  pauseLengths: { 'half-hour': '30 minutes', hour: '1 hour', today: 'Rest of the day' },
  pauseTime: 'Another time',
  pauseUntilThen: 'Pause until then',
  doNotPause: 'Do not pause',
  pausedUntil: (moment: string) => `Online orders are paused until ${moment}.`,
  pausedToday: 'Online orders are paused for the rest of the day.',
  resumeOrders: 'Resume',
  resumed: 'The shop accepts orders again.',
  allDay: 'All day',
  product: 'Product',
  total: 'Total',
  done: (count: number) => `${formatNumber(count)} done`,
  markAllReady: 'Mark all ready',
  markAllReadyOf: (slot: string) => `Mark all ready: ${slot}`,
  noOrders: 'No orders for this day yet.',
  takeOrder: 'Take an order',
  showReady: (count: number) =>
    plural(count, { one: 'Show 1 ready order', other: `Show ${formatNumber(count)} ready orders` }),
  arrivedElsewhere: (order: string, day: string) => `New order ${order} for ${day}`,
  show: 'Show',
  search: 'Number, name, phone, item',
  found: (count: number) =>
    plural(count, { one: '1 order found', other: `${formatNumber(count)} orders found` }),
  foundLatest: (count: number) => `The latest ${formatNumber(count)} orders found`,
  nothingFound: 'No order has this number, name, item, note or phone number.',
  nothingOpen: 'All done for this day.',
  nothingOfThis: 'No orders with this status on this day.',
  noSlot: 'No pickup time yet',
  late: 'late',
  countOf: (orders: number, pieces: number) =>
    `${plural(orders, { one: '1 order', other: `${formatNumber(orders)} orders` })} · ` +
    plural(pieces, { one: '1 piece', other: `${formatNumber(pieces)} pieces` }),
  noName: 'No name',
  fresh: 'New',
  overridden: (reason: string) => `Exception: ${reason}`,
  arrived: (orders: readonly string[]) =>
    `${plural(orders.length, { one: 'New order', other: `${formatNumber(orders.length)} new orders` })}: ${formatList(orders)}`,
  describe: (id: number, name: string, time: string) =>
    [String(id), name, time].filter((part) => part !== '').join(', '),
  outdated: (time: string) => `Not up to date: last updated ${time}.`,
  keys: 'Shortcuts: ↑ ↓ move · Enter next step · C cancel order · / search',
};

export type BoardWords = typeof words;
