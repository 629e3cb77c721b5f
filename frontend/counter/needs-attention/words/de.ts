import { formatNumber, plural } from '../../../components/wording.ts';
import type { NeedsAttentionWords } from './en.ts';

export const words: NeedsAttentionWords = {
  title: 'Braucht Aufmerksamkeit',
  lead: 'Bestellungen, die zu lange dauern oder nicht bearbeitet werden konnten. Keine geht verloren: Jede wird automatisch noch einmal versucht.',
  none: 'Keine Bestellung braucht Aufmerksamkeit.',
  outdated: 'Vielleicht ist das hier veraltet.',
  order: (id) => `Bestellung ${id}`,
  why: {
    failing: 'kann nicht bearbeitet werden',
    'not delivered': 'auch nach erneutem Senden nicht zugestellt',
    waiting: 'dauert zu lange',
  },
  placed: (moment) => `bestellt ${moment}`,
  attempts: (count) =>
    count === 0
      ? ''
      : plural(count, { one: 'einmal versucht', other: `${formatNumber(count)}-mal versucht` }),
  relays: (count, next) =>
    count === 0
      ? `wird noch einmal gesendet ${next}`
      : plural(count, {
          one: `einmal erneut gesendet, nächstes Mal ${next}`,
          other: `${formatNumber(count)}-mal erneut gesendet, nächstes Mal ${next}`,
        }),
  again: 'Noch einmal versuchen',
  againOf: (id) => `Noch einmal versuchen: Bestellung ${id}`,
  sent: (id) => `Bestellung ${id} wurde noch einmal gesendet.`,
  notSent: (id) =>
    `Bestellung ${id} konnte nicht gesendet werden. Sie wird automatisch noch einmal gesendet.`,
};
