import { formatNumber, plural } from '../../../components/wording.ts';
import type { TroubleWords } from './en.ts';

export const words: TroubleWords = {
  title: 'Bestellungen, die festhängen',
  lead: 'Sie warten länger, als sie sollten, oder ließen sich nicht bearbeiten. Verloren ist nichts: Sie werden von selbst wieder versucht.',
  none: 'Keine Bestellung hängt fest.',
  outdated: 'Vielleicht ist das hier veraltet.',
  order: (id) => `Bestellung ${id}`,
  why: {
    failing: 'lässt sich nicht bearbeiten',
    'not delivered': 'wurde neu gesendet und nicht angenommen',
    waiting: 'wartet zu lange',
  },
  placed: (moment) => `bestellt ${moment}`,
  attempts: (count) =>
    count === 0
      ? ''
      : plural(count, { one: 'einmal versucht', other: `${formatNumber(count)}-mal versucht` }),
  relays: (count, next) =>
    count === 0
      ? `wird neu gesendet ${next}`
      : plural(count, {
          one: `einmal neu gesendet, nächstes Mal ${next}`,
          other: `${formatNumber(count)}-mal neu gesendet, nächstes Mal ${next}`,
        }),
  again: 'Noch einmal versuchen',
  againOf: (id) => `Noch einmal versuchen: Bestellung ${id}`,
  sent: (id) => `Bestellung ${id} wurde neu gesendet.`,
  notSent: (id) =>
    `Die Warteschlange nahm Bestellung ${id} nicht an; gesendet wird, sobald sie es tut.`,
};
