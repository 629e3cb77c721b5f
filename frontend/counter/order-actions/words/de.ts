import { formatNumber, plural } from '../../../components/wording.ts';
import type { OrderActionsWords } from './en.ts';

export const words: OrderActionsWords = {
  actions: { complete: 'Fertig melden', collect: 'Abgeholt', miss: 'Nicht abgeholt' },
  actionsOf: {
    complete: (id) => `Fertig melden: Bestellung ${id}`,
    collect: (id) => `Abgeholt: Bestellung ${id}`,
    miss: (id) => `Nicht abgeholt: Bestellung ${id}`,
  },
  done: {
    complete: (id) => `Bestellung ${id} ist fertig.`,
    collect: (id) => `Bestellung ${id} wurde abgeholt.`,
    miss: (id) => `Bestellung ${id} wurde nicht abgeholt. Ihre Stücke zählen als entsorgt.`,
    cancel: (id) => `Bestellung ${id} ist storniert.`,
    undo: (id) => `Rückgängig gemacht: Bestellung ${id}.`,
  },
  collectTitle: (id) => `Wurde Bestellung ${id} abgeholt?`,
  collectText: (day) => `Ihr Abholtag ist ${day}.`,
  notYet: 'Noch nicht',
  allReady: (count) =>
    plural(count, {
      one: '1 Bestellung ist fertig.',
      other: `${formatNumber(count)} Bestellungen sind fertig.`,
    }),
  allCollected: (count) =>
    plural(count, {
      one: '1 Bestellung wurde abgeholt.',
      other: `${formatNumber(count)} Bestellungen wurden abgeholt.`,
    }),
  allMissed: (count) =>
    plural(count, {
      one: '1 Bestellung wurde nicht abgeholt.',
      other: `${formatNumber(count)} Bestellungen wurden nicht abgeholt.`,
    }),
  allUndone: (count) =>
    plural(count, {
      one: 'Rückgängig gemacht: 1 Bestellung.',
      other: `Rückgängig gemacht: ${formatNumber(count)} Bestellungen.`,
    }),
  someUnchanged: (count) =>
    plural(count, {
      one: '1 Bestellung hat sich geändert und blieb unverändert.',
      other: `${formatNumber(count)} Bestellungen haben sich geändert und blieben unverändert.`,
    }),
  setAside: 'Zurückgelegt',
  undo: 'Rückgängig',
  undoOf: (id) => `Rückgängig: Bestellung ${id}`,
  tooLate: 'Rückgängig geht nur eine Minute lang.',
  currentStatus: (id, status) => `Bestellung ${id} ist jetzt: ${status}.`,
  cancel: 'Stornieren',
  cancelOf: (id) => `Bestellung ${id} stornieren`,
  cancelTitle: (id) => `Bestellung ${id} stornieren?`,
  keep: 'Bestellung behalten',
  reason: 'Grund',
  reasonHint: 'Steht im Verlauf der Bestellung.',
  usualReasons: [
    'Vom Kunden storniert',
    'Nicht abgeholt',
    'Kann nicht gebacken werden',
    'Versehentlich bestellt',
  ],
};
