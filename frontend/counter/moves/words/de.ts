import type { MovesWords } from './en.ts';

export const words: MovesWords = {
  collected: 'Abgeholt',
  moves: { complete: 'Fertig', collect: 'Übergeben' },
  movesOf: {
    complete: (id) => `Bestellung ${id} ist fertig`,
    collect: (id) => `Bestellung ${id} übergeben`,
  },
  done: {
    complete: (id) => `Bestellung ${id} ist fertig.`,
    collect: (id) => `Bestellung ${id} ist übergeben.`,
    cancel: (id) => `Bestellung ${id} ist storniert.`,
    undo: (id) => `Zurückgenommen: Bestellung ${id}.`,
  },
  undo: 'Rückgängig',
  undoOf: (id) => `Bei Bestellung ${id} rückgängig machen, was eben geschah`,
  tooLate: 'Rückgängig zu machen ist nur, was in der letzten Minute geschah.',
  isNow: (id, standing) => `Bestellung ${id} ist inzwischen: ${standing}.`,
  cancel: 'Stornieren',
  cancelOf: (id) => `Bestellung ${id} stornieren`,
  cancelTitle: (id) => `Bestellung ${id} stornieren?`,
  keep: 'Behalten',
  reason: 'Warum?',
  reasonHint: 'Der Grund steht dann im Verlauf der Bestellung.',
  usualReasons: [
    'Vom Kunden storniert',
    'Nicht abgeholt',
    'Nicht zu backen',
    'Irrtümlich bestellt',
  ],
};
