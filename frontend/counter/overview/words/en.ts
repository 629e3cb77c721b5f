import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Overview',
  today: (day: string) => `Today, ${day}`,
  tomorrow: (day: string) => `Tomorrow, ${day}`,
  outdated: 'This may be out of date.',
  revenue: 'Revenue',
  orders: 'Orders',
  pieces: 'Pieces',
  madeToOrder: 'With made-to-order products',
  toDo: 'To do',
  ready: 'Ready',
  pickedUp: 'Picked up',
  soldOut: 'Sold out:',
  closed: 'Closed',
  openOrders: 'Show orders',
  openBakeSheet: 'Bake sheet',
  attention: (orders: number) =>
    plural(orders, {
      one: '1 order needs attention.',
      other: `${formatNumber(orders)} orders need attention.`,
    }),
  showAttention: 'Show what needs attention',
};

export type OverviewWords = typeof words;
