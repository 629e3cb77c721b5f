import {
  formatHours,
  formatList,
  formatMoney,
  formatNumber,
  plural,
} from '../../components/wording.ts';

export const words = {
  slogan: 'Choose, order, and follow it here until it is ready to collect.',
  offlineTitle: 'You are offline.',
  offlineText: 'Your basket is kept. You can order again as soon as you are connected.',
  products: 'Products',
  shelf: 'On the shelf',
  shelfLead: 'Baked already. Your order is packed at once.',
  loading: 'One moment, we are looking at the shelves …',
  unreachableTitle: 'We cannot reach the bakery',
  unreachableText:
    'Our products did not load. Check your connection; we keep trying, and whatever is in your basket stays there.',
  tryAgain: 'Try again',
  nothingTitle: 'The shelves are empty',
  nothingText: 'Nothing is for sale at the moment. Please look in again later.',
  madeToOrder: 'Made to order',
  madeToOrderLead: 'Baked for you once you have ordered, so it takes a while.',
  toBasket: 'To the basket',
  basket: 'Your basket',
  basketEmpty: 'Nothing in it yet. Add something that smells good.',
  basketNote: 'Baking starts when your order is in. You see here when all of it is ready.',
  total: 'Total',
  placeOrder: 'Place order',
  placing: 'Placing order …',
  placingAgain: 'Trying again …',
  orders: 'Your orders',
  ordersEmpty: 'Orders placed in this browser appear here, and stay when you come back.',
  ordersOutdatedTitle: 'We cannot reach the bakery.',
  ordersOutdatedText: 'This may be out of date; we keep asking.',
  footer: 'Your basket and your orders are remembered in this browser only.',

  search: 'Search: rye, almonds, birthday …',
  searchLabel: 'Search our products',
  categories: 'Categories',
  allCategories: 'All',
  allergens: 'Leave out what contains',
  without: (names: readonly string[]) =>
    names.length === 0 ? 'Allergies?' : `Without ${formatList(names)}`,
  found: (count: number) =>
    plural(count, {
      one: `${formatNumber(count)} product found.`,
      other: `${formatNumber(count)} products found.`,
    }),
  nothingFoundTitle: 'Nothing like that',
  nothingFoundText: 'We have nothing that fits all you asked for.',
  clearFilter: 'Show everything',
  contains: (names: string) => `Contains ${names}`,
  readyIn: (hours: number) => `Ready in ${formatHours(hours)}`,
  soldOutToday: 'Sold out today',
  fullyBooked: 'Fully booked',
  soldOut: 'Sold out',
  add: 'Add',
  addOf: (name: string) => `Add ${name}`,
  fewerOf: (name: string) => `One ${name} fewer`,
  moreOf: (name: string) => `One ${name} more`,
  howManyOf: (name: string) => `How many: ${name}`,
  takeOut: 'Take out',
  takeOutOf: (name: string) => `Take out ${name}`,
  inBasket: (name: string, quantity: number) =>
    `${name}: ${formatNumber(quantity)} in your basket.`,
  thisProduct: 'This product',
  noLongerSold: 'A product that is no longer sold',
  notSold: 'Not sold any more',
  aProduct: 'A product',
  items: (count: number) =>
    plural(count, { one: `${formatNumber(count)} item`, other: `${formatNumber(count)} items` }),
  itemsFor: (count: string, sum: number) => `${count} · ${formatMoney(sum)}`,
  itemsKept: (count: string) => `${count} kept for you until our products have loaded.`,

  order: (id: number) => `Order ${id}`,
  orderAgain: 'Order again',
  orderAgainOf: (id: number) => `Order again what was in order ${id}`,
  thanks: (id: number) => `Thank you! We have your order ${id}.`,
  orderNews: (id: number, status: string, meaning: string) => `Order ${id}: ${status}. ${meaning}`,
  meaning: {
    Pending: 'We have it, and are checking that everything is there.',
    Processing: 'Accepted. We are baking it for you, and tell you here when it is ready.',
    Completed: 'Packed and ready to collect.',
    Cancelled: 'It was cancelled. Nothing will be baked or packed.',
    Unknown: 'The bakery does not know this order. Please ask us about it.',
  },
  rejected: (reason: string | null) =>
    `We could not take it${reason === null ? '' : `: ${reason}`}. Nothing was packed.`,

  noAnswerTitle: 'No answer from the bakery',
  noAnswerText:
    'We do not know whether your order arrived. Try again: if it did, it is not placed twice.',
  noAnswerChangedText:
    'Before you changed your basket, you ordered what was in it, and that order may have arrived. ' +
    'What you order now is another one.',
  refusedTitle: 'The bakery did not take this order',
  nothingOrdered: 'Nothing was ordered.',
  soldOutTitle: 'Sold out just now',
  soldOutText: 'Nothing was ordered. Take out what is marked as sold out, and order the rest.',
  goneTitle: 'Not for sale any more',
  goneText: 'Nothing was ordered. Take out what is no longer sold, and order the rest.',
};

export type ShopWords = typeof words;
