import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  print: 'Print',
  printOf: (paper: string) => `Print ${paper.toLowerCase()}`,
  label: 'Label',
  labels: 'Print labels',
  labelsOf: (slot: string) => `Print labels: ${slot}`,
  packingSlip: 'Packing slip',
  order: 'Order',
  orderOf: (id: number) => `Order ${id}`,
  bags: 'Bags',
  labelOf: (number: number, count: number) => `${number} of ${count}`,
  noName: 'No name',
  noSlot: 'No pickup time yet',
  pieces: (count: number) =>
    plural(count, { one: '1 piece', other: `${formatNumber(count)} pieces` }),
  each: (amount: string) => `${amount} each`,
  total: 'Total',
  noReceipt: 'Pay at pickup. This is not a receipt.',
  scan: 'Scan this code to follow your order, and show it at pickup. Thank you!',
};

export type PrintsWords = typeof words;
