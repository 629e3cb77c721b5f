import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Settings',
  lead: 'What the bakery is called, when it is open, and what it takes on. Orders that were accepted keep what they have.',
  readOnly: 'Managers change the settings; you can look.',
  outOfReach: 'The settings cannot be shown.',
  bakery: 'The bakery',
  name: 'Name',
  language: 'Language of the pages',
  languageHint: 'Visitors may choose another one for themselves.',
  country: 'Country',
  countryHint: 'Numbers and dates are written as they are there.',
  noCountry: 'none in particular',
  currency: 'Currency',
  currencyHint:
    'If you change it, 500 stays 500: check all prices. Orders placed before keep the old currency, and reports list them apart.',
  timeZone: 'Time zone',
  timeZoneHint: 'Its clock says when days begin and slots are.',
  preview: (money: string, moment: string) => `It is written like this: ${money} · ${moment}`,
  hours: 'Opening hours',
  hoursLead: 'Customers collect their orders within these hours. A day without hours is closed.',
  closed: 'closed',
  opens: (day: string, span: number) => `${day}, ${spanOf(span)} from`,
  closes: (day: string, span: number) => `${day}, ${spanOf(span)} until`,
  addHours: 'Add hours',
  nextDay: 'the next day',
  addHoursOn: (day: string) => `Add hours on ${day}`,
  removeHours: (day: string, span: number) => `Remove the ${spanOf(span)} of ${day}`,
  orders: 'Orders and pickup',
  slotMinutes: 'Minutes of a pickup slot',
  slotMinutesHint: 'Customers choose a slot to collect their order in.',
  slotCapacity: 'Units per slot',
  slotCapacityHint: 'So many can be handed over in one slot.',
  cutOff: 'Cut-off',
  cutOffHint: 'Until then, what is baked to order is taken for the next day.',
  daysAhead: 'Days ahead',
  daysAheadHint: 'Orders are taken for today and this many days after it.',
  privacy: 'Personal data',
  keepPersonalData: 'Days until it is forgotten',
  keepPersonalDataHint:
    'So long after an order is over, nobody can tell any more whose it was. Figures stay.',
  save: 'Save the settings',
  saved: 'The settings are saved.',
  stale: 'Somebody else has changed the settings meanwhile.',
  staleText:
    'What you have typed is still here, and everything else is up to date. Look through it and save again.',
  staleUnknown: 'What you have typed is still here. Try again in a moment.',
  refusals: {
    '/currency': 'Some prices have decimals, which this currency does not have. Round them first.',
    '/bakery_name': 'Up to 100 letters.',
    '/slot_minutes': 'A whole number from 5 to 240.',
    '/slot_capacity': 'A whole number from 1 to 1,000,000.',
    '/cut_off': 'A time of day, like 18:00.',
    '/days_ahead': 'A whole number from 0 to 365.',
    '/keep_personal_data_days': 'A whole number from 1 to 3,650.',
    '/opening_hours/n/n/from': 'A time of day, not before the hours above it end.',
    '/opening_hours/n/n/to':
      'With room for one slot at least, and not after the hours of the next day begin.',
  },
  affectedTitle: (orders: number) =>
    plural(orders, {
      one: 'This affects 1 open order',
      other: `This affects ${formatNumber(orders)} open orders`,
    }),
  affectedText: 'The orders stay as they are. Call their customers, or move the orders first.',
  affectedOrder: (id: number) => `Order ${id}`,
  moreAffected: (count: string) => `and ${count} more`,
  effects: {
    'closed day': 'the bakery is closed then',
    'outside opening hours': 'outside the opening hours',
    'other local time': 'at another time of day in the new time zone',
  },
  changeAnyway: 'Change anyway',
  keepRules: 'Do not change',
  closures: 'Closed days',
  closuresLead: 'Holidays and other days on which the bakery is closed out of turn.',
  noClosures: 'No closed days are planned.',
  affected: (orders: number) =>
    plural(orders, {
      one: '1 order is for this day: call its customer',
      other: `${formatNumber(orders)} orders are for this day: call their customers`,
    }),
  openAgain: 'Open again',
  openAgainOn: (day: string) => `Open again on ${day}`,
  opened: (day: string) => `The bakery is open on ${day}.`,
  undo: 'Undo',
  date: 'Day',
  message: 'What customers are told',
  messageExample: 'Closed for the holiday',
  close: 'Close this day',
  closedNow: (day: string) => `The bakery is closed on ${day}.`,
  closureRefusals: {
    '/path/date': 'Choose a day.',
    '/message': 'Customers want to know why: up to 200 letters.',
  },
};

function spanOf(span: number): string {
  return span === 0 ? 'hours' : `hours ${formatNumber(span + 1)}`;
}

export type SettingsWords = typeof words;
