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
  firstSteps: 'Erste Schritte',
  done: '(erledigt)',
  notDone: '(noch zu tun)',
  steps: {
    name: {
      title: 'Name der Bäckerei eintragen',
      text: 'Name, Adresse und Telefonnummer stehen im Shop und auf den gedruckten Bestellungen.',
      link: 'Einstellungen öffnen',
    },
    hours: {
      title: 'Öffnungszeiten festlegen',
      text: 'In diesen Zeiten wird abgeholt.',
      link: 'Einstellungen öffnen',
    },
    product: {
      title: 'Das erste Produkt verkaufen',
      text: 'Name, Preis und Allergene reichen. Ein Foto kann folgen.',
      link: 'Neues Produkt',
    },
  },
  share: {
    title: 'Den Shop bekannt machen',
    text: 'Die Adresse des Shops, für Ihre Website und einen Aushang an der Theke.',
    code: 'QR-Code des Shops',
    copy: 'Adresse kopieren',
    copied: 'Die Adresse ist kopiert.',
  },
};
