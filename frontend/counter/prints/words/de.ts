import { formatNumber, plural } from '../../../components/wording.ts';
import type { PrintsWords } from './en.ts';

export const words: PrintsWords = {
  print: 'Drucken',
  printOf: (paper) => `${paper} drucken`,
  label: 'Etikett',
  labels: 'Etiketten drucken',
  labelsOf: (slot) => `Etiketten drucken: ${slot}`,
  packingSlip: 'Packzettel',
  receipt: 'Beleg',
  order: (id) => `Bestellung ${id}`,
  noName: 'Ohne Namen',
  noSlot: 'Noch ohne Abholzeit',
  contains: (allergens) => `Enthält ${allergens}.`,
  mayContain: (allergens) => `Kann Spuren von ${allergens} enthalten.`,
  noAllergens: 'Keine Allergene.',
  notDeclared: (products) => `Allergene nicht angegeben: ${products}.`,
  pieces: (count) => plural(count, { one: '1 Stück', other: `${formatNumber(count)} Stück` }),
  total: 'Summe',
  scan: 'Scannen Sie diesen Code, um Ihre Bestellung zu verfolgen, und zeigen Sie ihn beim Abholen. Vielen Dank!',
};
