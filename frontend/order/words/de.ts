import type { OrderWords } from './en.ts';

export const words: OrderWords = {
  order: (id) => `Bestellung ${id}`,
  thanks: 'Vielen Dank!',
  toShop: '‹ Zum Laden',
  loading: 'Einen Moment, wir suchen Ihre Bestellung …',
  outdatedTitle: 'Wir erreichen die Bäckerei nicht.',
  outdatedText:
    'Vielleicht ist das hier veraltet; wir fragen weiter nach. Prüfen Sie Ihre Verbindung.',

  noOrderTitle: 'Welche Bestellung?',
  noOrderText:
    'Diese Adresse nennt keine Bestellung. Öffnen Sie den Link, den Sie beim Bestellen bekommen haben, oder schauen Sie im Laden unter „Ihre Bestellungen“.',
  unknownTitle: (id) => `Bestellung ${id} kennen wir nicht`,
  unknownText:
    'Vielleicht ist unterwegs eine Ziffer verloren gegangen. Öffnen Sie den Link noch einmal, oder fragen Sie uns.',
  wrongTokenTitle: 'Dieser Link öffnet diese Bestellung nicht',
  wrongTokenText:
    'Es scheint ein Teil zu fehlen oder falsch zu sein. Öffnen Sie den ganzen Link, den Sie beim Bestellen bekommen haben. Wie es um sie steht, sagen wir jedem:',
  statusOnly:
    'Das darf jeder über eine Bestellung wissen. Der Link, den Sie beim Bestellen bekommen haben, zeigt alles.',

  pickup: 'Abholen',
  pickupAt: (day, from, to) => `${day}, ${from} – ${to}`,
  pickupFollows: 'Wir suchen die nächste freie Zeit; sie erscheint gleich hier.',
  collected: (moment) => `Abgeholt ${moment}. Lassen Sie es sich schmecken!`,
  pass: 'Zeigen Sie dies beim Abholen, oder nennen Sie einfach Ihre Nummer.',
  qrCode: (id) => `QR-Code der Seite von Bestellung ${id}`,
  toCalendar: 'In den Kalender',
  calendarTitle: (bakery) => `Bestellung abholen: ${bakery}`,
  share: 'Teilen',
  copyLink: 'Link kopieren',
  copied: 'Der Link ist kopiert. Wer ihn hat, kann diese Bestellung sehen und stornieren.',
  linkLabel: 'Link zu dieser Bestellung',

  contents: 'Was Sie bestellt haben',
  total: 'Summe',
  forWhom: (who) => `Für ${who}`,
  timeline: 'Verlauf',
  steps: {
    Pending: 'Bestellt',
    Processing: 'Angenommen',
    Completed: 'Zum Abholen bereit',
    Rejected: 'Nicht angenommen',
    Cancelled: 'Storniert',
  },
  reopened: 'Wieder in Arbeit',

  cancel: 'Bestellung stornieren',
  cancelling: 'Wird storniert …',
  cancelQuestion: (id) => `Bestellung ${id} stornieren?`,
  cancelText: 'Es wird nichts für Sie gebacken oder gepackt. Das lässt sich nicht zurücknehmen.',
  cancelYes: 'Ja, stornieren',
  cancelNo: 'Behalten',
  cancelRefused: 'Sie wurde nicht storniert',
  tooLate: 'Zum Stornieren ist es zu spät: Wir haben angefangen. Rufen Sie uns bitte an.',
  cancelUnanswered:
    'Wir haben keine Antwort bekommen und wissen nicht, ob storniert wurde. Sehen Sie nach dem Stand, und versuchen Sie es noch einmal.',
  news: (id, status, meaning) => `Bestellung ${id}: ${status}. ${meaning}`,
};
