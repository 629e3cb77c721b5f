import { formatNumber, plural } from '../../../components/wording.ts';
import type { PrintsWords } from './en.ts';

export const words: PrintsWords = {
  print: 'Drucken',
  printOf: (paper) => `${paper} drucken`,
  label: 'Etikett',
  labels: 'Etiketten drucken',
  labelsOf: (slot) => `Etiketten drucken: ${slot}`,
  packingSlip: 'Packzettel',
  order: 'Bestellung',
  orderOf: (id) => `Bestellung ${id}`,
  bags: 'Tüten',
  labelOf: (number, count) => `${number} von ${count}`,
  noName: 'Ohne Namen',
  noSlot: 'Noch ohne Abholzeit',
  pieces: (count) => plural(count, { one: '1 Stück', other: `${formatNumber(count)} Stück` }),
  each: (amount) => `je ${amount}`,
  total: 'Summe',
  noReceipt: 'Zahlung bei Abholung. Dies ist keine Quittung.',
  scan: 'Scannen Sie diesen Code, um Ihre Bestellung zu verfolgen, und zeigen Sie ihn beim Abholen. Vielen Dank!',
};
