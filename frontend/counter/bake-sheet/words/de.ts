import { formatNumber, plural } from '../../../components/wording.ts';
import type { BakeSheetWords } from './en.ts';

export const words: BakeSheetWords = {
  title: 'Backzettel',
  day: 'Tag',
  before: 'Vorheriger Tag',
  after: 'Nächster Tag',
  anotherDay: 'Anderer Tag',
  print: 'Drucken',
  printRoll: 'Auf 80 mm drucken',
  download: 'CSV herunterladen',
  open: (cutOff) => `Für diesen Tag kann bis ${cutOff} bestellt werden.`,
  closed: (cutOff) => `Bestellschluss war ${cutOff}. Spätere Änderungen sind markiert.`,
  asOf: (time) => `Stand ${time}`,
  outdated: 'Vielleicht ist das hier veraltet.',
  none: 'Für diesen Tag ist nichts geplant oder bestellt.',
  kinds: { made_to_order: 'Auf Bestellung', daily: 'Täglich gebacken', shelf: 'Aus dem Regal' },
  total: (units) =>
    plural(units, { one: 'insgesamt 1 Stück', other: `insgesamt ${formatNumber(units)} Stück` }),
  planned: (units) => `${formatNumber(units)} geplant`,
  ordered: (units) => `${formatNumber(units)} bestellt`,
  shortBy: (units) => `${formatNumber(units)} zu wenig`,
  baked: (units) => `${formatNumber(units)} gebacken`,
  batches: (batches, size) =>
    plural(batches, {
      one: `1 Blech zu ${formatNumber(size)}`,
      other: `${formatNumber(batches)} Bleche zu ${formatNumber(size)}`,
    }),
  allergensNotDeclared: 'Allergene nicht angegeben',
  allPacked: 'alles eingepackt',
  allSetAside: 'alles zurückgelegt',
  setAside: (units) => `${formatNumber(units)} zurückgelegt`,
  packed: (units) => `${formatNumber(units)} eingepackt`,
  more: (units) => `+${formatNumber(units)} nach Bestellschluss`,
  fewer: (units) => `−${formatNumber(units)} nach Bestellschluss`,
  slots: 'Abholzeiten',
  notes: 'Notizen',
  order: (id) => `Bestellung ${id}`,
  orders: (count) => `${formatNumber(count)} Bestellungen`,
  from: (time) => `ab ${time}`,
  changed: (names) => `Der Backzettel hat sich geändert: ${names}.`,
};
