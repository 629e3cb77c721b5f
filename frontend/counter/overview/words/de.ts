import { formatNumber, plural } from '../../../components/wording.ts';
import type { OverviewWords } from './en.ts';

export const words: OverviewWords = {
  title: 'Übersicht',
  today: (day) => `Heute, ${day}`,
  tomorrow: (day) => `Morgen, ${day}`,
  outdated: 'Vielleicht ist das hier veraltet.',
  revenue: 'Umsatz',
  orders: 'Bestellungen',
  pieces: 'Stück',
  madeToOrder: 'Mit Produkten auf Bestellung',
  toDo: 'Zu tun',
  ready: 'Fertig',
  pickedUp: 'Abgeholt',
  soldOut: 'Ausverkauft:',
  closed: 'Geschlossen',
  openOrders: 'Bestellungen anzeigen',
  openBakeSheet: 'Backzettel',
  attention: (orders) =>
    plural(orders, {
      one: '1 Bestellung braucht Aufmerksamkeit.',
      other: `${formatNumber(orders)} Bestellungen brauchen Aufmerksamkeit.`,
    }),
  showAttention: 'Anzeigen, was Aufmerksamkeit braucht',
};
