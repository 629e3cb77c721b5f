import { formatList, formatNumber, plural } from '../../../components/wording.ts';
import type { BoardWords } from './en.ts';

export const words: BoardWords = {
  day: 'Tag',
  anotherDay: 'Anderer Tag',
  today: 'Heute',
  filters: { 'to-do': 'Zu tun', ready: 'Fertig', 'picked-up': 'Abgeholt', all: 'Alle' },
  orders: (count) => plural(count, { one: '1 Best.', other: `${formatNumber(count)} Best.` }),
  now: 'Jetzt',
  sound: 'Ton',
  pause: 'Pause',
  pauseOrders: 'Pause der Online-Bestellungen',
  pauseText:
    'Der Shop nimmt bis dahin keine Bestellungen an. Frühere Bestellungen und Bestellungen an der Theke laufen weiter.',
  pauseMessage: 'Text für Kundinnen und Kunden (optional)',
  pauseLengths: { 'half-hour': '30 Minuten', hour: '1 Stunde', today: 'Rest des Tages' },
  pauseTime: 'Andere Uhrzeit',
  pauseUntilThen: 'Bis dahin pausieren',
  doNotPause: 'Nicht pausieren',
  pausedUntil: (moment) => `Online-Bestellungen sind bis ${moment} pausiert.`,
  pausedToday: 'Online-Bestellungen sind für den Rest des Tages pausiert.',
  resumeOrders: 'Fortsetzen',
  resumed: 'Der Shop nimmt wieder Bestellungen an.',
  allDay: 'Ganzer Tag',
  product: 'Produkt',
  total: 'Gesamt',
  done: (count) => `${formatNumber(count)} erledigt`,
  markAllReady: 'Alle fertig melden',
  markAllReadyOf: (slot) => `Alle fertig melden: ${slot}`,
  noOrders: 'Noch keine Bestellungen für diesen Tag.',
  takeOrder: 'Bestellung aufnehmen',
  showReady: (count) =>
    plural(count, {
      one: '1 fertige Bestellung anzeigen',
      other: `${formatNumber(count)} fertige Bestellungen anzeigen`,
    }),
  arrivedElsewhere: (order, day) => `Neue Bestellung ${order} für ${day}`,
  show: 'Anzeigen',
  search: 'Nummer, Name, Telefon, Produkt',
  found: (count) =>
    plural(count, {
      one: '1 Bestellung gefunden',
      other: `${formatNumber(count)} Bestellungen gefunden`,
    }),
  foundLatest: (count) => `Die neuesten ${formatNumber(count)} gefundenen Bestellungen`,
  nothingFound:
    'Keine Bestellung hat diese Nummer, diesen Namen, dieses Produkt, diese Notiz oder diese Telefonnummer.',
  nothingOpen: 'Für diesen Tag ist alles erledigt.',
  nothingOfThis: 'An diesem Tag hat keine Bestellung diesen Status.',
  noSlot: 'Noch ohne Abholzeit',
  late: 'überfällig',
  countOf: (orders, pieces) =>
    `${plural(orders, { one: '1 Bestellung', other: `${formatNumber(orders)} Bestellungen` })} · ` +
    plural(pieces, { one: '1 Stück', other: `${formatNumber(pieces)} Stück` }),
  noName: 'Ohne Namen',
  fresh: 'Neu',
  overridden: (reason) => `Ausnahme: ${reason}`,
  arrived: (orders) =>
    `${plural(orders.length, { one: 'Neue Bestellung', other: `${formatNumber(orders.length)} neue Bestellungen` })}: ${formatList(orders)}`,
  describe: (id, name, time) => [String(id), name, time].filter((part) => part !== '').join(', '),
  outdated: (time) => `Nicht aktuell: Stand ${time}.`,
  keys: 'Tasten: ↑ ↓ bewegen · Enter nächster Schritt · C stornieren · / suchen',
};
