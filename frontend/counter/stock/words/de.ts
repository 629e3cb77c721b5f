import { formatNumber, plural } from '../../../components/wording.ts';
import type { StockWords } from './en.ts';

export const words: StockWords = {
  title: 'Bestand',
  lead: 'Was im Regal liegt. Sagen Sie, was gekommen ist, was weggeworfen wurde oder was wirklich da ist.',
  outdated: 'Vielleicht ist das hier veraltet.',
  none: 'Nichts von dem, was verkauft wird, wird gezählt.',
  unknown: (id) => `Produkt ${id} wird nicht gezählt.`,
  left: (units) => `noch ${formatNumber(units)}`,
  offSale: 'nicht im Verkauf',
  howMany: 'Wie viele?',
  howManyOf: (name) => `Wie viele ${name}`,
  more: (units) => `+${formatNumber(units)}`,
  moreOf: (units, name) => `${formatNumber(units)} mehr ${name}`,
  note: 'Notiz',
  noteHint: 'Warum, falls man es später wissen soll.',
  reasons: { delivery: 'Geliefert', waste: 'Weggeworfen', count: 'Gezählt' },
  reasonsOf: {
    delivery: (name) => `Geliefert: ${name}`,
    waste: (name) => `Weggeworfen: ${name}`,
    count: (name) => `Gezählt: ${name}`,
  },
  needsNumber: 'Sagen Sie zuerst, wie viele.',
  done: {
    delivery: (units, name, stock) =>
      `${formatNumber(units)} × ${name} geliefert: jetzt ${formatNumber(stock)}.`,
    waste: (units, name, stock) =>
      `${formatNumber(units)} × ${name} weggeworfen: jetzt ${formatNumber(stock)}.`,
    count: (units, name) => `${name} gezählt: jetzt ${formatNumber(units)}.`,
  },
  unanswered:
    'Niemand weiß, ob es gezählt wurde. Drücken Sie denselben Knopf noch einmal: Es zählt nur einmal.',
  refusals: {
    '/units': 'Eine ganze Zahl bis 1.000.000.',
    'not-enough-stock': 'So viel ist nicht da.',
    'too-much-stock': 'In ein Regal passen höchstens 1.000.000 Stück.',
  },
  movements: 'Bewegungen',
  movementsOf: (name) => `Bewegungen von ${name}`,
  back: 'Ganzer Bestand',
  movementsLead: 'Warum so viel da ist, wie da ist, das Neueste zuerst.',
  noMovements: 'Es hat sich noch nichts bewegt.',
  older: 'Ältere',
  why: {
    order: 'bestellt',
    cancelled: 'storniert',
    delivery: 'geliefert',
    count: 'gezählt',
    waste: 'weggeworfen',
  },
  order: (id) => `Bestellung ${id}`,
  columns: { at: 'Wann', units: 'Stück', why: 'Warum', by: 'Von', note: 'Notiz' },
  program: 'das Programm der Bäckerei',
  customer: 'die Kundin oder der Kunde',
  loaded: (count) =>
    plural(count, { one: '1 Bewegung', other: `${formatNumber(count)} Bewegungen` }),
};
