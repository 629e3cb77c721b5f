import { formatNumber, plural } from '../../../components/wording.ts';
import type { StockWords } from './en.ts';

export const words: StockWords = {
  title: 'Bestand',
  lead: 'Lieferungen, Weggeworfenes und Zählungen eintragen.',
  outdated: 'Vielleicht ist das hier veraltet.',
  none: 'Noch kein Bestand. Legen Sie zuerst ein Produkt fürs Regal an.',
  unknown: (id) => `Produkt ${id} hat keinen Bestand.`,
  left: (units) => `noch ${formatNumber(units)}`,
  offSale: 'nicht im Verkauf',
  howMany: 'Menge',
  howManyOf: (name) => `Menge: ${name}`,
  more: (units) => `+${formatNumber(units)}`,
  moreOf: (units, name) => `+${formatNumber(units)}: ${name}`,
  note: 'Notiz',
  noteHint: 'Freiwillig. Zum Beispiel der Grund.',
  reasons: { delivery: 'Geliefert', waste: 'Weggeworfen', count: 'Gezählt' },
  reasonsOf: {
    delivery: (name) => `Geliefert: ${name}`,
    waste: (name) => `Weggeworfen: ${name}`,
    count: (name) => `Gezählt: ${name}`,
  },
  needsNumber: 'Geben Sie eine Menge ein.',
  done: {
    delivery: (units, name, stock) =>
      `${formatNumber(units)} × ${name} geliefert: jetzt ${formatNumber(stock)}.`,
    waste: (units, name, stock) =>
      `${formatNumber(units)} × ${name} weggeworfen: jetzt ${formatNumber(stock)}.`,
    count: (units, name) => `${name} gezählt: jetzt ${formatNumber(units)}.`,
  },
  unanswered:
    'Keine Antwort. Tippen Sie noch einmal auf denselben Knopf: Es wird nur einmal gezählt.',
  refusals: {
    '/units': 'Eine ganze Zahl bis 1.000.000.',
    'too-much-stock': 'Der Bestand kann höchstens 1.000.000 sein.',
  },
  onlyInStock: (units) => `Nur ${formatNumber(units)} auf Lager.`,
  movements: 'Bewegungen',
  movementsOf: (name) => `Bewegungen von ${name}`,
  back: 'Ganzer Bestand',
  movementsLead: 'Jede Änderung des Bestands, neueste zuerst.',
  noMovements: 'Noch keine Bewegungen.',
  older: 'Ältere zeigen',
  why: {
    order: 'bestellt',
    cancelled: 'storniert',
    delivery: 'geliefert',
    count: 'gezählt',
    waste: 'weggeworfen',
  },
  order: (id) => `Bestellung ${id}`,
  columns: { at: 'Wann', units: 'Stück', why: 'Grund', by: 'Von', note: 'Notiz' },
  system: 'System',
  customer: 'Kundschaft',
  loaded: (count) =>
    plural(count, { one: '1 Bewegung', other: `${formatNumber(count)} Bewegungen` }),
};
