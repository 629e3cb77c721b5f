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
  firstSteps: 'First steps',
  done: '(done)',
  notDone: '(to do)',
  steps: {
    name: {
      title: 'Name your bakery',
      text: 'The name, address and phone number are shown in the shop and on printed orders.',
      link: 'Open settings',
    },
    hours: {
      title: 'Set the opening hours',
      text: 'Customers pick up their orders in these hours.',
      link: 'Open settings',
    },
    product: {
      title: 'Put the first product on sale',
      text: 'Name, price and allergens are enough. A photo can follow.',
      link: 'New product',
    },
  },
  share: {
    title: 'Share the shop',
    text: 'The address of the shop, for your website and for a notice at the counter.',
    code: 'QR code of the shop',
    copy: 'Copy the address',
    copied: 'The address is copied.',
  },
};

export type OverviewWords = typeof words;
