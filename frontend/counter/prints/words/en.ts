import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  print: 'Print',
  printOf: (paper: string) => `Print ${paper.toLowerCase()}`,
  label: 'Label',
  labels: 'Print labels',
  labelsOf: (slot: string) => `Print labels: ${slot}`,
  packingSlip: 'Packing slip',
  receipt: 'Receipt',
  order: (id: number) => `Order ${id}`,
  noName: 'No name',
  noSlot: 'No pickup time yet',
  contains: (allergens: string) => `Contains ${allergens}.`,
  mayContain: (allergens: string) => `May contain traces of ${allergens}.`,
  noAllergens: 'No allergens.',
  notDeclared: (products: string) => `Allergens not declared: ${products}.`,
  pieces: (count: number) =>
    plural(count, { one: '1 piece', other: `${formatNumber(count)} pieces` }),
  total: 'Total',
  scan: 'Scan this code to follow your order, and show it at pickup. Thank you!',
};

export type PrintsWords = typeof words;
