import {
  formatHours,
  formatList,
  formatMoney,
  formatNumber,
  plural,
} from '../../components/wording.ts';
import type { ShopWords } from './en.ts';

export const words: ShopWords = {
  slogan: 'Aussuchen, bestellen und hier verfolgen, bis alles zum Abholen bereitliegt.',
  offlineTitle: 'Sie sind offline.',
  offlineText: 'Ihr Korb bleibt erhalten. Bestellen können Sie, sobald Sie wieder verbunden sind.',
  products: 'Sortiment',
  shelf: 'Aus dem Regal',
  shelfLead: 'Schon gebacken. Ihre Bestellung wird sofort gepackt.',
  loading: 'Einen Moment, wir schauen in die Regale …',
  unreachableTitle: 'Wir erreichen die Bäckerei nicht',
  unreachableText:
    'Unser Sortiment ließ sich nicht laden. Prüfen Sie Ihre Verbindung; wir versuchen es weiter, und Ihr Korb bleibt erhalten.',
  tryAgain: 'Noch einmal versuchen',
  nothingTitle: 'Die Regale sind leer',
  nothingText: 'Zurzeit gibt es nichts zu kaufen. Schauen Sie bitte später wieder herein.',
  madeToOrder: 'Auf Bestellung',
  madeToOrderLead: 'Wird für Sie gebacken, wenn Sie bestellt haben, und braucht daher etwas Zeit.',
  toBasket: 'Zum Korb',
  basket: 'Ihr Korb',
  basketEmpty: 'Noch nichts darin. Legen Sie etwas hinein, das gut duftet.',
  basketNote: 'Gebacken wird, wenn Ihre Bestellung da ist. Hier sehen Sie, wann alles fertig ist.',
  total: 'Summe',
  placeOrder: 'Bestellen',
  placing: 'Wird bestellt …',
  placingAgain: 'Neuer Versuch …',
  orders: 'Ihre Bestellungen',
  ordersEmpty:
    'Hier erscheinen Bestellungen aus diesem Browser, auch wenn Sie später wiederkommen.',
  ordersOutdatedTitle: 'Wir erreichen die Bäckerei nicht.',
  ordersOutdatedText: 'Vielleicht ist das hier veraltet; wir fragen weiter nach.',
  footer: 'Ihr Korb und Ihre Bestellungen werden nur in diesem Browser aufbewahrt.',

  search: 'Suchen: Roggen, Mandeln, Geburtstag …',
  searchLabel: 'Im Sortiment suchen',
  categories: 'Kategorien',
  allCategories: 'Alles',
  allergens: 'Weglassen, was dies enthält',
  without: (names) => (names.length === 0 ? 'Allergien?' : `Ohne ${formatList(names)}`),
  found: (count) =>
    plural(count, {
      one: `${formatNumber(count)} Produkt gefunden.`,
      other: `${formatNumber(count)} Produkte gefunden.`,
    }),
  nothingFoundTitle: 'So etwas haben wir nicht',
  nothingFoundText: 'Nichts im Sortiment passt zu allem, was Sie suchen.',
  clearFilter: 'Alles zeigen',
  contains: (names) => `Enthält ${names}`,
  readyIn: (hours) => `Fertig in ${formatHours(hours)}`,
  soldOutToday: 'Heute ausverkauft',
  fullyBooked: 'Ausgebucht',
  soldOut: 'Ausverkauft',
  add: 'In den Korb',
  addOf: (name) => `${name} in den Korb`,
  fewerOf: (name) => `Ein ${name} weniger`,
  moreOf: (name) => `Ein ${name} mehr`,
  howManyOf: (name) => `Anzahl: ${name}`,
  takeOut: 'Herausnehmen',
  takeOutOf: (name) => `${name} herausnehmen`,
  inBasket: (name, quantity) => `${name}: ${formatNumber(quantity)} im Korb.`,
  thisProduct: 'Dieses Produkt',
  noLongerSold: 'Ein Produkt, das es nicht mehr gibt',
  notSold: 'Nicht mehr im Sortiment',
  aProduct: 'Ein Produkt',
  items: (count) =>
    plural(count, { one: `${formatNumber(count)} Stück`, other: `${formatNumber(count)} Stück` }),
  itemsFor: (count, sum) => `${count} · ${formatMoney(sum)}`,
  itemsKept: (count) => `${count} für Sie aufgehoben, bis unser Sortiment geladen ist.`,

  order: (id) => `Bestellung ${id}`,
  orderAgain: 'Noch einmal bestellen',
  orderAgainOf: (id) => `Noch einmal bestellen, was in Bestellung ${id} war`,
  thanks: (id) => `Vielen Dank! Ihre Bestellung ${id} ist bei uns.`,
  orderNews: (id, status, meaning) => `Bestellung ${id}: ${status}. ${meaning}`,
  meaning: {
    Pending: 'Sie ist bei uns, und wir prüfen, ob alles da ist.',
    Processing: 'Angenommen. Wir backen für Sie und sagen hier Bescheid, wenn alles fertig ist.',
    Completed: 'Gepackt und zum Abholen bereit.',
    Cancelled: 'Sie wurde storniert. Es wird nichts gebacken oder gepackt.',
    Unknown: 'Die Bäckerei kennt diese Bestellung nicht. Fragen Sie uns bitte danach.',
  },
  rejected: (reason) =>
    `Wir konnten sie nicht annehmen${reason === null ? '' : `: ${reason}`}. Es wurde nichts gepackt.`,

  noAnswerTitle: 'Keine Antwort von der Bäckerei',
  noAnswerText:
    'Wir wissen nicht, ob Ihre Bestellung angekommen ist. Versuchen Sie es noch einmal: Doppelt bestellt wird nicht.',
  noAnswerChangedText:
    'Bevor Sie Ihren Korb geändert haben, haben Sie bestellt, was darin war, und das kann angekommen sein. ' +
    'Was Sie jetzt bestellen, ist eine weitere Bestellung.',
  refusedTitle: 'Die Bäckerei hat diese Bestellung nicht angenommen',
  nothingOrdered: 'Es wurde nichts bestellt.',
  soldOutTitle: 'Gerade ausverkauft',
  soldOutText:
    'Es wurde nichts bestellt. Nehmen Sie heraus, was als ausverkauft markiert ist, und bestellen Sie den Rest.',
  goneTitle: 'Nicht mehr zu haben',
  goneText:
    'Es wurde nichts bestellt. Nehmen Sie heraus, was es nicht mehr gibt, und bestellen Sie den Rest.',
};
