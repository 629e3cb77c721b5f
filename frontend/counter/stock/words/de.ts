import { formatNumber, plural } from '../../../components/wording.ts';
import type { StockWords } from './en.ts';

export const words: StockWords = {
  title: 'Bestand',
  parts: { shelf: 'Im Regal', daily: 'Täglich gebacken' },
  lead: 'Lieferungen, Entsorgtes und Zählungen eintragen.',
  outdated: 'Vielleicht ist das hier veraltet.',
  none: 'Noch keine Produkte im Regal',
  noneFound: 'Keine Produkte gefunden',
  showAll: 'Ganzen Bestand zeigen',
  addProduct: 'Neues Produkt',
  found: (count) => plural(count, { one: '1 Produkt', other: `${formatNumber(count)} Produkte` }),
  shelfColumns: { product: 'Produkt', stock: 'Bestand', movement: 'Menge und Grund' },
  undo: 'Rückgängig',
  undoOf: (what) => `Rückgängig: ${what}`,
  undone: (name, stock) => `${name} rückgängig gemacht: jetzt ${formatNumber(stock)}.`,
  notUndone: (name, why) => `${name} wurde nicht rückgängig gemacht. ${why}`,
  undoneAll: (count) => `${formatNumber(count)} Produkte rückgängig gemacht.`,
  all: (count) => `${formatNumber(count)} Produkte mit Menge`,
  allOf: {
    delivery: (count) => `Geliefert: ${formatNumber(count)} Produkte`,
    waste: (count) => `Entsorgt: ${formatNumber(count)} Produkte`,
    count: (count) => `Gezählt: ${formatNumber(count)} Produkte`,
  },
  doneAll: {
    delivery: (count) =>
      plural(count, {
        one: '1 Produkt geliefert.',
        other: `${formatNumber(count)} Produkte geliefert.`,
      }),
    waste: (count) =>
      plural(count, {
        one: '1 Produkt entsorgt.',
        other: `${formatNumber(count)} Produkte entsorgt.`,
      }),
    count: (count) =>
      plural(count, {
        one: '1 Produkt gezählt.',
        other: `${formatNumber(count)} Produkte gezählt.`,
      }),
  },
  takeStock: 'Bestand einsetzen',
  takeStockOf: (category) => `Bestand einsetzen: ${category}`,
  unknown: (id) => `Produkt ${id} hat keinen Bestand.`,
  left: (units) => `noch ${formatNumber(units)}`,
  offSale: 'nicht im Verkauf',
  howMany: 'Menge',
  howManyOf: (name) => `Menge: ${name}`,
  more: (units) => `+${formatNumber(units)}`,
  moreOf: (units, name) => `+${formatNumber(units)}: ${name}`,
  note: 'Notiz',
  noteHint: 'Freiwillig. Zum Beispiel der Grund.',
  reasons: { delivery: 'Geliefert', waste: 'Entsorgt', count: 'Gezählt' },
  reasonsOf: {
    delivery: (name) => `Geliefert: ${name}`,
    waste: (name) => `Entsorgt: ${name}`,
    count: (name) => `Gezählt: ${name}`,
  },
  needsNumber: 'Geben Sie eine Menge ein.',
  done: {
    delivery: (units, name, stock) =>
      `${formatNumber(units)} × ${name} geliefert: jetzt ${formatNumber(stock)}.`,
    waste: (units, name, stock) =>
      `${formatNumber(units)} × ${name} entsorgt: jetzt ${formatNumber(stock)}.`,
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
    waste: 'entsorgt',
    supply: 'seitdem anders verkauft',
  },
  reversed: (why) => `${why}, rückgängig gemacht`,
  reversal: (why) => `rückgängig: ${why}`,
  order: (id) => `Bestellung ${id}`,
  columns: { at: 'Wann', units: 'Stück', why: 'Grund', by: 'Von', note: 'Notiz' },
  system: 'System',
  customer: 'Kundschaft',
  loaded: (count) =>
    plural(count, { one: '1 Bewegung', other: `${formatNumber(count)} Bewegungen` }),
};
