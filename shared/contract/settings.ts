import { route } from './route.ts';
import * as z from 'zod/mini';
import { isTimeZone } from '../domain/calendar.ts';
import { legalTexts } from '../domain/legal-texts.ts';
import { findFaultInLocale } from '../domain/locale.ts';
import { findFaultInCurrency } from '../domain/money.ts';
import { findFaultsInHours } from '../domain/opening-hours.ts';
import { optionalEmail, optionalPhone } from './contact.ts';
import { localDate } from './dates.ts';
import { pauseResponse } from './pause.ts';
import { ifNoneMatchHeader, lines, text, writtenText } from './values.ts';

const openingSpan = z.strictObject({
  from: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 07:30')),
  /** "24:00" for midnight; a time before `from` is on the next day: from 22:00 to 03:00. */
  to: z
    .string()
    .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time is written like 18:30')),
});

const openingSpans = z.optional(z.array(openingSpan).check(z.maxLength(10)));

/** By ISO weekday, "1" Monday to "7" Sunday; the bakery is closed on a day without hours. */
const openingHours = z.strictObject({
  1: openingSpans,
  2: openingSpans,
  3: openingSpans,
  4: openingSpans,
  5: openingSpans,
  6: openingSpans,
  7: openingSpans,
});

const currency = z.string().check(({ value, issues }) => {
  const message = findFaultInCurrency(value);
  if (message !== null) issues.push({ code: 'custom', input: value, message });
});

const locale = z.string().check(({ value, issues }) => {
  const message = findFaultInLocale(value);
  if (message !== null) issues.push({ code: 'custom', input: value, message });
});

/** Markdown with headings, paragraphs, lists, links and emphasis; the pages show it, and no HTML in it. */
const legalText = writtenText(20_000);

const settings = {
  bakery_name: text(100),
  /** The lines of the postal address, separated by line feeds. This and the next five are empty when not given. */
  address: lines(300),
  phone: optionalPhone,
  email: optionalEmail,
  imprint: legalText,
  privacy: legalText,
  terms: legalText,
  /** BCP 47, "en-IN": the default language of the pages, and the formats of numbers and dates. */
  locale,
  /** ISO 4217, with at most two decimals. */
  currency,
  /** IANA name: "Europe/Berlin". */
  time_zone: z
    .string()
    .check(z.refine(isTimeZone, 'Unknown time zone: write it like Asia/Kolkata')),
  opening_hours: openingHours,
  slot_minutes: z.int().check(z.gte(5), z.lte(240)),
  /** Units that can be picked up in one slot. */
  slot_capacity: z.int().check(z.gte(1), z.lte(1_000_000)),
  /** Products that are made to order can be ordered for a day until this time of an earlier day. */
  cut_off: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 18:00')),
  /** The number of working days, which have opening hours, that the earlier day lies before the day of the pickup. */
  cut_off_days: z.int().check(z.gte(0), z.lte(30)),
  /** Orders are accepted for today and this many days after it. */
  days_ahead: z.int().check(z.gte(0), z.lte(365)),
  /** The shop says how many units of a product are left from this many down; 0 for never. */
  few_left: z.int().check(z.gte(0), z.lte(1_000)),
  /** Days after which the personal data of a finished order is deleted. */
  keep_personal_data_days: z.int().check(z.gte(1), z.lte(3_650)),
  /** Increases with every change; a change names the version that it is based on. */
  version: z.int().check(z.gte(1), z.lte(2_147_483_647)),
};

export const settingsResponse = z.object(settings);
export type Settings = z.infer<typeof settingsResponse>;

/** From the refusal `orders-affected`: confirms that the client has seen the affected orders. */
const confirmation = z.optional(z.string().check(z.maxLength(50)));

/** All settings, including unchanged settings. */
export const changeSettingsRequest = z
  .extend(z.strictObject(settings), { confirmation })
  .check(({ value, issues }) => {
    for (const { path, message } of findFaultsInHours(value.opening_hours, value.slot_minutes)) {
      const steps = path.split('/').slice(1);
      issues.push({ code: 'custom', input: value, message, path: ['opening_hours', ...steps] });
    }
  });
export type ChangeSettingsRequest = z.infer<typeof changeSettingsRequest>;

export const changeSpecialDayRequest = z.strictObject({
  /** The reason that customers see. */
  message: text(200),
  /** The hours that begin on this day; missing or empty for a closed day. */
  hours: openingSpans,
  confirmation,
});
export type ChangeSpecialDayRequest = z.infer<typeof changeSpecialDayRequest>;

const specialDay = {
  message: z.string(),
  /** The hours that begin on this day; empty for a closed day. */
  hours: z.readonly(z.array(z.readonly(openingSpan))),
};

/** A special day without its date. */
export const specialDayOfDate = z.nullable(z.object(specialDay));

export const specialDayResponse = z.object({ date: z.string(), ...specialDay });
export type SpecialDayResponse = z.infer<typeof specialDayResponse>;

export const listSpecialDaysResponse = z.array(
  z.extend(specialDayResponse, {
    /** The number of open orders for that day. */
    orders: z.int(),
  }),
);
export type ListSpecialDaysResponse = z.infer<typeof listSpecialDaysResponse>;

/** The public data of the bakery. */
export const bakeryResponse = z.object({
  name: z.string(),
  /** The lines of the postal address, separated by line feeds; empty when not given, as the other texts. */
  address: z.string(),
  phone: z.string(),
  email: z.string(),
  /** The path of the logo, "/pictures/5f…"; null without a logo. */
  logo: z.nullable(z.string()),
  /** The legal texts that are given; `GET /texts/{name}` returns one. */
  texts: z.array(z.enum(legalTexts)),
  locale: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  opening_hours: openingHours,
  slot_minutes: z.int(),
  cut_off: z.string(),
  cut_off_days: z.int(),
  days_ahead: z.int(),
  /** The shop says how many units of a product are left from this many down; 0 for never. */
  few_left: z.int(),
  /**
   * The special days by date: yesterday and later, because yesterday's opening hours may run past midnight.
   */
  special_days: z.array(specialDayResponse),
  /** The closed ones among the special days, for pages of the previous release. */
  closures: z.array(z.object({ date: z.string(), message: z.string() })),
  pause: pauseResponse,
  /** Whether an active account has a public password. */
  is_demo: z.boolean(),
  /** The shop's address, "https://shop.example", for links that leave the shop. */
  public_url: z.string(),
});
export type BakeryResponse = z.infer<typeof bakeryResponse>;

export const getBakeryRoute = route({
  method: 'GET',
  path: '/bakery',
  function: 'get-bakery',
  summary: 'The name, address, opening hours, language and currency of the bakery',
  access: 'public',
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: bakeryResponse, 304: null },
  problems: [],
});

export const legalTextResponse = z.object({
  /**
   * Markdown with headings, paragraphs, lists, links and emphasis; it may contain HTML, which is text. Empty when not
   * given.
   */
  text: z.string(),
});

export const getLegalTextRoute = route({
  method: 'GET',
  path: '/texts/{name}',
  function: 'get-bakery',
  summary: 'The imprint, the privacy notice or the terms of the bakery',
  access: 'public',
  params: { name: z.enum(legalTexts) },
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: legalTextResponse, 304: null },
  problems: [400],
});

export const getManifestRoute = route({
  method: 'GET',
  path: '/manifest',
  function: 'get-bakery',
  summary: 'The web app manifest of the installed shop',
  access: 'public',
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: null, 304: null },
  alsoAs: ['application/manifest+json'],
  problems: [],
});

export const getSettingsRoute = route({
  method: 'GET',
  path: '/staff/settings',
  function: 'get-settings',
  summary: 'All settings of the bakery',
  access: 'baker',
  responses: { 200: settingsResponse },
  problems: [],
});

export const changeSettingsRoute = route({
  method: 'PUT',
  path: '/staff/settings',
  function: 'change-settings',
  summary:
    'Change the settings. A change that affects open orders lists them and needs a confirmation',
  access: 'manager',
  body: changeSettingsRequest,
  // Three texts of 20,000 characters of up to three bytes, and the other settings.
  maxBodyBytes: 280 * 1024,
  responses: { 200: settingsResponse },
  problems: [400, 409, 413, 415],
});

export const listSpecialDaysRoute = route({
  method: 'GET',
  path: '/staff/special-days',
  function: 'change-special-days',
  summary:
    'The special days of the last year and the future, with the number of open orders for each',
  access: 'baker',
  responses: { 200: listSpecialDaysResponse },
  problems: [],
});

export const changeSpecialDayRoute = route({
  method: 'PUT',
  path: '/staff/special-days/{date}',
  function: 'change-special-days',
  summary:
    'Close a day, or give it hours of its own. A change that affects open orders lists them and needs a confirmation',
  access: 'manager',
  params: { date: localDate },
  body: changeSpecialDayRequest,
  responses: { 200: specialDayResponse },
  problems: [400, 409, 413, 415],
});

export const removeSpecialDayRoute = route({
  method: 'DELETE',
  path: '/staff/special-days/{date}',
  function: 'change-special-days',
  summary:
    'Give a day the usual hours of its weekday. A change that affects open orders lists them and needs a confirmation',
  access: 'manager',
  params: { date: localDate },
  query: z.strictObject({ confirmation }),
  responses: { 204: null },
  problems: [400, 409],
});

/** Lists closed days only. */
export const formerListClosuresRoute = route({
  ...listSpecialDaysRoute,
  path: '/staff/closures',
});

export const formerCloseDayRoute = route({
  ...changeSpecialDayRoute,
  path: '/staff/closures/{date}',
});

export const formerOpenDayRoute = route({
  ...removeSpecialDayRoute,
  path: '/staff/closures/{date}',
});
