import type { OrderWords } from './en.ts';

export const words: OrderWords = {
  order: (id) => `Bestellung ${id}`,
  thanks: 'Vielen Dank!',
  toShop: '‹ Zum Shop',
  loading: 'Ihre Bestellung wird geladen …',
  outdatedTitle: 'Wir erreichen die Bäckerei nicht.',
  outdatedText:
    'Vielleicht ist diese Seite veraltet. Wir versuchen es weiter. Prüfen Sie Ihre Verbindung.',

  noOrderTitle: 'Welche Bestellung?',
  noOrderText:
    'Öffnen Sie den Link, den Sie beim Bestellen bekommen haben, oder schauen Sie im Shop unter „Ihre Bestellungen“.',
  unknownTitle: (id) => `Bestellung ${id} wurde nicht gefunden`,
  unknownText: 'Prüfen Sie die Nummer in Ihrem Link oder fragen Sie uns.',
  wrongTokenTitle: 'Dieser Link gilt nicht für diese Bestellung',
  wrongTokenText:
    'Vielleicht fehlt ein Teil des Links. Öffnen Sie den ganzen Link, den Sie beim Bestellen bekommen haben. Ohne ihn sehen Sie nur den Status:',
  statusOnly:
    'Mit der Nummer allein ist nur der Status zu sehen. Der Link, den Sie beim Bestellen bekommen haben, zeigt die ganze Bestellung.',

  pickup: 'Abholung',
  pickupHours: (from, to) => `${from} – ${to}`,
  pickupWas: 'Die Abholung war:',
  payAtPickup: 'Bezahlung bei Abholung.',
  questions: 'Fragen? Rufen Sie uns an:',
  orderAgain: 'Noch einmal bestellen',
  yourOrders: 'Ihre Bestellungen',
  pickupFollows: 'Wir suchen die nächste freie Zeit. Sie erscheint gleich hier.',
  collected: (moment) => `Abgeholt ${moment}. Guten Appetit!`,
  pass: 'Zeigen Sie diesen Code beim Abholen oder nennen Sie einfach Ihre Nummer.',
  qrCode: (id) => `QR-Code für Bestellung ${id}`,
  toCalendar: 'In den Kalender',
  calendarTitle: (bakery) => `Abholung: ${bakery}`,
  share: 'Teilen',
  directions: 'Weg',
  call: 'Anrufen',
  copyLink: 'Link kopieren',
  copied: 'Link kopiert. Jede Person mit diesem Link kann die Bestellung sehen und stornieren.',
  linkLabel: 'Link zu dieser Bestellung',

  contents: 'Ihre Bestellung',
  total: 'Summe',
  forCustomer: (customer) => `Für ${customer}`,
  timeline: 'Status',
  steps: {
    Pending: 'Eingegangen',
    Processing: 'Bestätigt',
    Completed: 'Fertig',
    Rejected: 'Nicht angenommen',
    Cancelled: 'Storniert',
  },
  setAside: 'Zurückgelegt',
  reopened: 'Wieder in Arbeit',

  cancelUntil: (moment) => `Sie können bis ${moment} stornieren.`,
  cancelByPhone: 'Zum Stornieren rufen Sie uns jetzt bitte an:',
  cancelByAsking: 'Zum Stornieren sprechen Sie uns jetzt bitte an.',
  cancel: 'Bestellung stornieren',
  cancelling: 'Wird storniert …',
  cancelQuestion: (id) => `Bestellung ${id} stornieren?`,
  cancelText:
    'Wir backen, packen oder behalten diese Bestellung dann nicht. Das lässt sich nicht rückgängig machen.',
  cancelYes: 'Ja, stornieren',
  cancelNo: 'Bestellung behalten',
  cancelRefused: 'Nicht storniert',
  tooLate: 'Hier ist es zum Stornieren zu spät. Bitte rufen Sie uns an.',
  cancelUnanswered:
    'Keine Antwort: Wir wissen nicht, ob Ihre Bestellung storniert wurde. Prüfen Sie den Status und versuchen Sie es dann noch einmal.',
  news: (id, status, meaning) => `Bestellung ${id}: ${status}. ${meaning}`,
};
