import { formatNumber, plural } from '../../../components/wording.ts';
import type { BakeSheetWords } from './en.ts';

export const words: BakeSheetWords = {
  title: 'Backzettel',
  day: 'Tag',
  before: 'Der Tag davor',
  after: 'Der Tag danach',
  anotherDay: 'Ein anderer Tag',
  print: 'Drucken',
  download: 'Als Tabelle (CSV)',
  open: (cutOff) => `Für diesen Tag kann noch bestellt werden, bis ${cutOff}.`,
  closed: (cutOff) =>
    `Bestellschluss war ${cutOff}. Was sich seither geändert hat, ist gekennzeichnet.`,
  asOf: (time) => `Stand ${time}`,
  outdated: 'Vielleicht ist das hier veraltet.',
  none: 'Für diesen Tag hat noch niemand etwas bestellt.',
  kinds: { made_to_order: 'Zu backen', shelf: 'Aus dem Regal' },
  total: (units) =>
    plural(units, { one: 'insgesamt 1 Stück', other: `insgesamt ${formatNumber(units)} Stück` }),
  batches: (batches, size) =>
    plural(batches, {
      one: `1 Blech zu ${formatNumber(size)}`,
      other: `${formatNumber(batches)} Bleche zu ${formatNumber(size)}`,
    }),
  allergensNotDeclared: 'Allergene nicht angegeben',
  allPacked: 'alles gepackt',
  packed: (units) => `${formatNumber(units)} gepackt`,
  more: (units) => `${formatNumber(units)} mehr seit Bestellschluss`,
  fewer: (units) => `${formatNumber(units)} weniger seit Bestellschluss`,
  slots: 'Wann es abgeholt wird',
  notes: 'Wünsche',
  order: (id) => `Bestellung ${id}`,
  changed: (names) => `Der Backzettel hat sich geändert: ${names}.`,
};
