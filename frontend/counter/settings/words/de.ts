import { formatNumber, plural } from '../../../components/wording.ts';
import type { SettingsWords } from './en.ts';

export const words: SettingsWords = {
  title: 'Einstellungen',
  lead: 'Name, Öffnungszeiten und Regeln für die Abholung. Angenommene Bestellungen ändern sich nicht.',
  readOnly: 'Nur die Leitung kann die Einstellungen ändern.',
  outOfReach: 'Die Einstellungen konnten nicht geladen werden.',
  bakery: 'Die Bäckerei',
  name: 'Name',
  language: 'Sprache der Seiten',
  languageHint: 'Besucher können eine andere Sprache wählen.',
  country: 'Land',
  countryHint: 'Bestimmt, wie Zahlen und Daten geschrieben werden.',
  noCountry: 'kein Land',
  currency: 'Währung',
  currencyHint:
    'Preise werden nicht umgerechnet: Prüfen Sie nach einer Änderung alle Preise. Frühere Bestellungen behalten ihre Währung; Berichte zeigen sie getrennt.',
  timeZone: 'Zeitzone',
  timeZoneHint: 'Tage und Abholfenster richten sich nach dieser Zeitzone.',
  preview: (money, moment) => `Beispiel: ${money} · ${moment}`,
  hours: 'Öffnungszeiten',
  hoursLead: 'In diesen Zeiten werden Bestellungen abgeholt. Ein Tag ohne Zeiten ist ein Ruhetag.',
  closed: 'geschlossen',
  opens: (day, span) => `${day}, ${spanOf(span)} von`,
  closes: (day, span) => `${day}, ${spanOf(span)} bis`,
  addHours: 'Zeit hinzufügen',
  nextDay: 'am nächsten Tag',
  addHoursOn: (day) => `Zeit hinzufügen am ${day}`,
  removeHours: (day, span) => `${spanOf(span)} am ${day} entfernen`,
  orders: 'Bestellen und abholen',
  slotMinutes: 'Länge eines Abholfensters (Minuten)',
  slotMinutesHint: 'Kunden wählen ein Abholfenster dieser Länge.',
  slotCapacity: 'Stück je Abholfenster',
  slotCapacityHint: 'So viele Stück können höchstens in einem Abholfenster abgeholt werden.',
  cutOff: 'Bestellschluss für den nächsten Tag',
  cutOffHint:
    'Bis zu dieser Uhrzeit kann auf Bestellung Gebackenes für den nächsten Tag bestellt werden.',
  daysAhead: 'Tage im Voraus',
  daysAheadHint: 'So viele Tage im Voraus kann bestellt werden.',
  privacy: 'Persönliche Daten',
  keepPersonalData: 'Kundendaten löschen nach (Tagen)',
  keepPersonalDataHint: 'Gezählt ab dem Ende einer Bestellung. Die Umsätze bleiben erhalten.',
  save: 'Einstellungen speichern',
  saved: 'Die Einstellungen sind gespeichert.',
  stale: 'Eine andere Person hat die Einstellungen inzwischen geändert.',
  staleText:
    'Ihre Änderungen sind noch da; alles andere ist aktuell. Prüfen Sie die Einstellungen und speichern Sie noch einmal.',
  staleUnknown: 'Ihre Änderungen sind noch da. Versuchen Sie es gleich noch einmal.',
  refusals: {
    '/currency':
      'Diese Währung hat keine Nachkommastellen, einige Preise aber schon. Runden Sie diese Preise zuerst.',
    '/bakery_name': 'Geben Sie einen Namen mit höchstens 100 Zeichen ein.',
    '/slot_minutes': 'Geben Sie eine ganze Zahl von 5 bis 240 ein.',
    '/slot_capacity': 'Geben Sie eine ganze Zahl von 1 bis 1.000.000 ein.',
    '/cut_off': 'Geben Sie eine Uhrzeit ein, zum Beispiel 18:00.',
    '/days_ahead': 'Geben Sie eine ganze Zahl von 0 bis 365 ein.',
    '/keep_personal_data_days': 'Geben Sie eine ganze Zahl von 1 bis 3.650 ein.',
    '/opening_hours/n/n/from': 'Geben Sie eine Uhrzeit nach dem Ende der Zeit darüber ein.',
    '/opening_hours/n/n/to':
      'Geben Sie eine Uhrzeit ein, die mindestens ein Abholfenster später und vor den Zeiten des nächsten Tages liegt.',
  },
  affectedTitle: (orders) =>
    plural(orders, {
      one: 'Das betrifft 1 offene Bestellung',
      other: `Das betrifft ${formatNumber(orders)} offene Bestellungen`,
    }),
  affectedText:
    'Die Bestellungen bleiben unverändert. Rufen Sie die Kundinnen und Kunden an oder verlegen Sie die Bestellungen zuerst.',
  affectedOrder: (id) => `Bestellung ${id}`,
  moreAffected: (count) => `und ${count} weitere`,
  effects: {
    'closed day': 'an einem geschlossenen Tag',
    'outside opening hours': 'außerhalb der Öffnungszeiten',
    'other local time': 'in der neuen Zeitzone zu einer anderen Uhrzeit',
  },
  changeAnyway: 'Trotzdem ändern',
  keepRules: 'Nicht ändern',
  closures: 'Geschlossene Tage',
  closuresLead: 'Feiertage und andere besondere Schließtage.',
  noClosures: 'Keine geschlossenen Tage geplant.',
  affected: (orders) =>
    plural(orders, {
      one: '1 Bestellung für diesen Tag: Bitte anrufen',
      other: `${formatNumber(orders)} Bestellungen für diesen Tag: Bitte anrufen`,
    }),
  openAgain: 'Wieder öffnen',
  openAgainOn: (day) => `Wieder öffnen am ${day}`,
  opened: (day) => `Die Bäckerei ist am ${day} geöffnet.`,
  undo: 'Rückgängig',
  date: 'Tag',
  message: 'Nachricht an Kundinnen und Kunden',
  messageExample: 'Am Feiertag geschlossen',
  close: 'Diesen Tag schließen',
  closedNow: (day) => `Die Bäckerei ist am ${day} geschlossen.`,
  closureRefusals: {
    '/path/date': 'Wählen Sie einen Tag.',
    '/message': 'Geben Sie eine Nachricht mit höchstens 200 Zeichen ein.',
  },
};

function spanOf(span: number): string {
  return span === 0 ? 'Zeit' : `Zeit ${formatNumber(span + 1)}`;
}
