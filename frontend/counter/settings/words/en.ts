import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Settings',
  lead: 'Name, opening hours and pickup rules. Changes do not affect accepted orders.',
  readOnly: 'Only managers can change the settings.',
  outOfReach: 'The settings could not be loaded.',
  bakery: 'The bakery',
  name: 'Name',
  language: 'Language of the pages',
  languageHint: 'Visitors can choose another language.',
  country: 'Country',
  countryHint: 'Sets the format of numbers and dates.',
  noCountry: 'no country',
  currency: 'Currency',
  currencyHint:
    'Prices are not converted: check all prices after a change. Earlier orders keep the old currency; reports list them separately.',
  timeZone: 'Time zone',
  timeZoneHint: 'Days and pickup slots follow this time zone.',
  preview: (money: string, moment: string) => `Example: ${money} · ${moment}`,
  hours: 'Opening hours',
  hoursLead: 'Customers pick up their orders during these hours. A day without hours is closed.',
  closed: 'closed',
  opens: (day: string, span: number) => `${day}, ${spanOf(span)} from`,
  closes: (day: string, span: number) => `${day}, ${spanOf(span)} until`,
  addHours: 'Add hours',
  nextDay: 'the next day',
  addHoursOn: (day: string) => `Add hours on ${day}`,
  removeHours: (day: string, span: number) => `Remove the ${spanOf(span)} of ${day}`,
  orders: 'Orders and pickup',
  slotMinutes: 'Slot length (minutes)',
  slotMinutesHint: 'Customers choose a pickup slot of this length.',
  slotCapacity: 'Items per pickup slot',
  slotCapacityHint: 'The most items that can be picked up in one slot.',
  cutOff: 'Cut-off for the next day',
  cutOffHint: 'Last time to order made-to-order products for the next day.',
  daysAhead: 'Days ahead',
  daysAheadHint: 'How many days in advance customers can order.',
  privacy: 'Personal data',
  keepPersonalData: 'Delete customer details after (days)',
  keepPersonalDataHint: 'Counted from the end of an order. Sales totals are kept.',
  save: 'Save settings',
  saved: 'The settings are saved.',
  stale: 'Another person has changed the settings in the meantime.',
  staleText:
    'Your changes are still here; the rest is up to date. Check the settings and save again.',
  staleUnknown: 'Your changes are still here. Try again in a moment.',
  refusals: {
    '/currency': 'This currency has no decimals, but some prices do. Round these prices first.',
    '/bakery_name': 'Enter a name of up to 100 characters.',
    '/slot_minutes': 'Enter a whole number from 5 to 240.',
    '/slot_capacity': 'Enter a whole number from 1 to 1,000,000.',
    '/cut_off': 'Enter a time, for example 18:00.',
    '/days_ahead': 'Enter a whole number from 0 to 365.',
    '/keep_personal_data_days': 'Enter a whole number from 1 to 3,650.',
    '/opening_hours/n/n/from': 'Enter a time after the hours above end.',
    '/opening_hours/n/n/to':
      'Enter a time at least one slot later, and before the next day’s hours begin.',
  },
  affectedTitle: (orders: number) =>
    plural(orders, {
      one: 'This affects 1 open order',
      other: `This affects ${formatNumber(orders)} open orders`,
    }),
  affectedText: 'The orders stay unchanged. Call the customers, or move the orders first.',
  affectedOrder: (id: number) => `Order ${id}`,
  moreAffected: (count: string) => `and ${count} more`,
  effects: {
    'closed day': 'on a closed day',
    'outside opening hours': 'outside the opening hours',
    'other local time': 'at a different local time in the new time zone',
  },
  changeAnyway: 'Change anyway',
  keepRules: 'Do not change',
  closures: 'Closed days',
  closuresLead: 'Holidays and extra closing days.',
  noClosures: 'No closed days planned.',
  affected: (orders: number) =>
    plural(orders, {
      one: '1 order for this day: call the customer',
      other: `${formatNumber(orders)} orders for this day: call the customers`,
    }),
  openAgain: 'Open again',
  openAgainOn: (day: string) => `Open again on ${day}`,
  opened: (day: string) => `The bakery is open on ${day}.`,
  undo: 'Undo',
  date: 'Day',
  message: 'Message for customers',
  messageExample: 'Closed for the holiday',
  close: 'Close this day',
  closedNow: (day: string) => `The bakery is closed on ${day}.`,
  closureRefusals: {
    '/path/date': 'Choose a day.',
    '/message': 'Enter a message of up to 200 characters.',
  },
};

function spanOf(span: number): string {
  return span === 0 ? 'hours' : `hours ${formatNumber(span + 1)}`;
}

export type SettingsWords = typeof words;
