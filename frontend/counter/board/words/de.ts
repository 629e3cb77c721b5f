import { formatList, formatNumber, plural } from '../../../components/wording.ts';
import type { BoardWords } from './en.ts';

export const words: BoardWords = {
  day: 'Tag',
  anotherDay: 'Ein anderer Tag',
  show: 'Anzeigen',
  open: 'Offen',
  search: 'Nummer, Name oder Telefon',
  found: (count) =>
    plural(count, {
      one: 'Eine Bestellung gefunden',
      other: `${formatNumber(count)} Bestellungen gefunden`,
    }),
  foundLatest: (count) => `Die neuesten ${formatNumber(count)} Bestellungen, die passen`,
  nothingFound: 'Keine Bestellung hat diese Nummer, diesen Namen oder dieses Telefon.',
  nothingOpen: 'An diesem Tag ist nichts mehr zu tun.',
  nothingOfThis: 'Solche Bestellungen gibt es an diesem Tag nicht.',
  noSlot: 'Noch ohne Abholzeit',
  late: 'überfällig',
  countOf: (orders, pieces) =>
    `${plural(orders, { one: 'eine Bestellung', other: `${formatNumber(orders)} Bestellungen` })} · ` +
    plural(pieces, { one: 'ein Stück', other: `${formatNumber(pieces)} Stück` }),
  noName: 'Ohne Namen',
  fresh: 'Neu',
  overridden: (reason) => `Außer der Regel: ${reason}`,
  arrived: (orders) =>
    `${plural(orders.length, { one: 'Neue Bestellung', other: `${formatNumber(orders.length)} neue Bestellungen` })}: ${formatList(orders)}`,
  describe: (id, name, time) => [String(id), name, time].filter((part) => part !== '').join(', '),
  outdated: (time) => `So war es um ${time}.`,
  keys: 'Tasten: Die Pfeile gehen von Bestellung zu Bestellung, Enter tut das Nächste, C storniert.',
};
