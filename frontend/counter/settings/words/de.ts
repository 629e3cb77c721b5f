import { formatNumber, plural } from '../../../components/wording.ts';
import type { SettingsWords } from './en.ts';

export const words: SettingsWords = {
  title: 'Einstellungen',
  lead: 'Wie die Bäckerei heißt, wann sie geöffnet ist und was sie annimmt. Angenommene Bestellungen behalten, was sie haben.',
  readOnly: 'Die Leitung ändert die Einstellungen; Sie können sie ansehen.',
  outOfReach: 'Die Einstellungen lassen sich nicht zeigen.',
  bakery: 'Die Bäckerei',
  name: 'Name',
  language: 'Sprache der Seiten',
  languageHint: 'Wer sie besucht, kann für sich eine andere wählen.',
  country: 'Land',
  countryHint: 'Zahlen und Daten werden geschrieben wie dort.',
  noCountry: 'kein bestimmtes',
  currency: 'Währung',
  currencyHint:
    'Wenn Sie sie ändern, bleibt 500 die Zahl 500: Prüfen Sie alle Preise. Frühere Bestellungen behalten ihre Währung, und die Auswertung zeigt sie getrennt.',
  timeZone: 'Zeitzone',
  timeZoneHint: 'Nach ihrer Uhr richten sich Tage und Abholfenster.',
  preview: (money, moment) => `So wird geschrieben: ${money} · ${moment}`,
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
  slotMinutes: 'Minuten eines Abholfensters',
  slotMinutesHint: 'In einem Abholfenster wird eine Bestellung abgeholt.',
  slotCapacity: 'Stück je Abholfenster',
  slotCapacityHint: 'So viele können in einem übergeben werden.',
  cutOff: 'Bestellschluss',
  cutOffHint: 'Bis dahin wird für den nächsten Tag angenommen, was auf Bestellung gebacken wird.',
  daysAhead: 'Tage im Voraus',
  daysAheadHint: 'Bestellt werden kann für heute und so viele Tage danach.',
  privacy: 'Persönliche Daten',
  keepPersonalData: 'Tage, bis sie vergessen werden',
  keepPersonalDataHint:
    'So lange nach ihrem Ende ist nicht mehr zu erkennen, wessen Bestellung es war. Die Zahlen bleiben.',
  save: 'Einstellungen speichern',
  saved: 'Die Einstellungen sind gespeichert.',
  stale: 'Inzwischen hat jemand anderes die Einstellungen geändert.',
  staleText:
    'Was Sie eingegeben haben, steht noch da, alles andere ist auf dem neuesten Stand. Sehen Sie es durch und speichern Sie noch einmal.',
  staleUnknown: 'Was Sie eingegeben haben, steht noch da. Versuchen Sie es gleich noch einmal.',
  refusals: {
    '/currency':
      'Einige Preise haben Nachkommastellen, die diese Währung nicht hat. Runden Sie sie zuerst.',
    '/bakery_name': 'Bis zu 100 Zeichen.',
    '/slot_minutes': 'Eine ganze Zahl von 5 bis 240.',
    '/slot_capacity': 'Eine ganze Zahl von 1 bis 1.000.000.',
    '/cut_off': 'Eine Uhrzeit wie 18:00.',
    '/days_ahead': 'Eine ganze Zahl von 0 bis 365.',
    '/keep_personal_data_days': 'Eine ganze Zahl von 1 bis 3.650.',
    '/opening_hours/n/n/from': 'Eine Uhrzeit, nicht vor dem Ende der Zeit darüber.',
    '/opening_hours/n/n/to':
      'Mit Platz für mindestens ein Abholfenster und nicht nach Beginn der Zeiten des nächsten Tages.',
  },
  affectedTitle: (orders) =>
    plural(orders, {
      one: 'Das betrifft 1 offene Bestellung',
      other: `Das betrifft ${formatNumber(orders)} offene Bestellungen`,
    }),
  affectedText:
    'Die Bestellungen bleiben, wie sie sind. Rufen Sie die Kundinnen und Kunden an oder verlegen Sie die Bestellungen zuerst.',
  affectedOrder: (id) => `Bestellung ${id}`,
  moreAffected: (count) => `und ${count} weitere`,
  effects: {
    'closed day': 'dann ist geschlossen',
    'outside opening hours': 'außerhalb der Öffnungszeiten',
    'other local time': 'in der neuen Zeitzone zu einer anderen Uhrzeit',
  },
  changeAnyway: 'Trotzdem ändern',
  keepRules: 'Nicht ändern',
  closures: 'Geschlossene Tage',
  closuresLead: 'Feiertage und andere Tage, an denen die Bäckerei außer der Reihe geschlossen ist.',
  noClosures: 'Es ist kein geschlossener Tag geplant.',
  affected: (orders) =>
    plural(orders, {
      one: '1 Bestellung ist für diesen Tag: Rufen Sie an',
      other: `${formatNumber(orders)} Bestellungen sind für diesen Tag: Rufen Sie an`,
    }),
  openAgain: 'Wieder öffnen',
  openAgainOn: (day) => `Wieder öffnen am ${day}`,
  opened: (day) => `Die Bäckerei ist am ${day} geöffnet.`,
  undo: 'Rückgängig',
  date: 'Tag',
  message: 'Was Kundinnen und Kunden lesen',
  messageExample: 'Am Feiertag geschlossen',
  close: 'Diesen Tag schließen',
  closedNow: (day) => `Die Bäckerei ist am ${day} geschlossen.`,
  closureRefusals: {
    '/path/date': 'Wählen Sie einen Tag.',
    '/message': 'Sagen Sie, warum: bis zu 200 Zeichen.',
  },
};

function spanOf(span: number): string {
  return span === 0 ? 'Zeit' : `Zeit ${formatNumber(span + 1)}`;
}
