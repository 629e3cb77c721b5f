import type { Settings } from '../../../shared/contract/settings.ts';
import { now } from '../../components/clock.ts';
import { fieldsOf } from '../../components/field.ts';
import { newForm, toNumber } from '../../components/form.ts';
import { html, type TemplateResult } from '../../components/html.ts';
import { moneyFormat } from '../../components/money-format.ts';
import { isKnown } from '../../components/time-zone.ts';
import { commonWords } from '../../components/words.ts';
import {
  languageChoices,
  listCountries,
  listCurrencies,
  listTimeZones,
  splitLocale,
  withLanguage,
} from './regional-choices.ts';
import { namesOfWeek, type WeekActions, weekEditor, wholeWeek } from './week-editor.ts';
import { words } from './words.ts';

/** All settings as typed; a country is the part of the locale that shows its faults. */
export type SettingsForm = Readonly<ReturnType<typeof newSettingsForm>>;

export function newSettingsForm(saved: Settings) {
  const { language, region } = splitLocale(saved.locale);
  return {
    ...newForm({
      '/bakery_name': saved.bakery_name,
      '/address': saved.address,
      '/phone': saved.phone,
      '/email': saved.email,
      '/imprint': saved.imprint,
      '/privacy': saved.privacy,
      '/terms': saved.terms,
      language,
      '/locale': region,
      '/currency': saved.currency,
      '/time_zone': saved.time_zone,
      '/slot_minutes': String(saved.slot_minutes),
      '/slot_capacity': String(saved.slot_capacity),
      '/cut_off': saved.cut_off,
      '/cut_off_days': String(saved.cut_off_days),
      '/days_ahead': String(saved.days_ahead),
      '/few_left': String(saved.few_left),
      '/keep_personal_data_days': String(saved.keep_personal_data_days),
    }),
    week: wholeWeek(saved.opening_hours),
    saved,
  };
}

export function readSettings({ values, week, saved }: SettingsForm): Settings {
  return {
    ...saved,
    bakery_name: values['/bakery_name'],
    address: values['/address'],
    phone: values['/phone'],
    email: values['/email'],
    imprint: values['/imprint'],
    privacy: values['/privacy'],
    terms: values['/terms'],
    locale: localeOf({ values, saved }),
    currency: values['/currency'],
    time_zone: values['/time_zone'],
    opening_hours: week,
    slot_minutes: toNumber(values['/slot_minutes']),
    slot_capacity: toNumber(values['/slot_capacity']),
    cut_off: values['/cut_off'],
    cut_off_days: toNumber(values['/cut_off_days']),
    days_ahead: toNumber(values['/days_ahead']),
    few_left: toNumber(values['/few_left']),
    keep_personal_data_days: toNumber(values['/keep_personal_data_days']),
  };
}

function localeOf({ values, saved }: Pick<SettingsForm, 'values' | 'saved'>): string {
  return withLanguage(saved.locale, values.language, values['/locale']);
}

/** Whether something was typed that is not saved. */
export function isChanged(form: SettingsForm): boolean {
  return (
    JSON.stringify(readSettings(form)) !== JSON.stringify(readSettings(newSettingsForm(form.saved)))
  );
}

/** The names of the fields that show faults. */
export function fieldNames({ values, week }: SettingsForm): string[] {
  return [...Object.keys(values), ...namesOfWeek(week)];
}

interface SettingsActions extends WeekActions {
  readonly type: (name: keyof SettingsForm['values'], value: string) => void;
}

/** One part of the page. */
export function section(title: string, content: TemplateResult) {
  return html`<section class="setting">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

export function contactFields(form: SettingsForm, { type }: SettingsActions) {
  const { input, area } = fieldsOf(form, type);
  return html`${input('/bakery_name', words.name)}
    ${area('/address', words.address, { hint: words.addressHint })}
    <div class="fields">
      ${input('/phone', words.phone, { type: 'tel' })}
      ${input('/email', words.email, { type: 'email' })}
    </div>`;
}

export function hoursFields({ week, faults }: SettingsForm, actions: SettingsActions) {
  return html`<p class="quiet">${words.hoursLead}</p>
    ${weekEditor(week, faults, actions)}`;
}

export function orderFields(form: SettingsForm, { type }: SettingsActions) {
  const { input } = fieldsOf(form, type);
  return html`<div class="fields">
    ${input('/slot_minutes', words.slotMinutes, { ...number, hint: words.slotMinutesHint })}
    ${input('/slot_capacity', words.slotCapacity, { ...number, hint: words.slotCapacityHint })}
    ${input('/cut_off', words.cutOff, { type: 'time', hint: words.cutOffHint })}
    ${input('/cut_off_days', words.cutOffDays, { ...number, hint: words.cutOffDaysHint })}
    ${input('/days_ahead', words.daysAhead, { ...number, hint: words.daysAheadHint })}
    ${input('/few_left', words.fewLeft, { ...number, hint: words.fewLeftHint })}
  </div>`;
}

const number = { type: 'number', inputMode: 'numeric' } as const;

const choices = {
  countries: listCountries(),
  currencies: listCurrencies(),
  timeZones: listTimeZones(),
};

export function regionalFields(form: SettingsForm, { type }: SettingsActions) {
  const { select } = fieldsOf(form, type);
  const { countries, currencies, timeZones } = choices;
  return html`<div class="fields">
      ${select('language', words.language, languageChoices, { hint: words.languageHint })}
      ${select('/locale', words.country, countries, { hint: words.countryHint })}
      ${select('/currency', words.currency, currencies, { hint: words.currencyHint })}
      ${select('/time_zone', words.timeZone, timeZones, { hint: words.timeZoneHint })}
    </div>
    <p class="quiet" role="status">${preview(form)}</p>`;
}

/** A number and a moment in the chosen formats. */
function preview(form: SettingsForm): string {
  const locale = localeOf(form);
  const { '/currency': currency, '/time_zone': zone } = form.values;
  const clock = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(isKnown(zone) && { timeZone: zone }),
  });
  return words.preview(moneyFormat(locale, currency).format(1234.5), clock.format(now()));
}

export function legalFields(form: SettingsForm, { type }: SettingsActions) {
  const { area, input } = fieldsOf(form, type);
  const { imprint, privacy, terms } = commonWords.legal;
  const rows = { rows: 6 };
  return html`<p class="quiet">${words.legalLead}</p>
    ${area('/imprint', imprint, rows)} ${area('/privacy', privacy, rows)}
    ${area('/terms', terms, rows)}
    <div class="fields">
      ${input('/keep_personal_data_days', words.keepPersonalData, {
        ...number,
        hint: words.keepPersonalDataHint,
      })}
    </div>`;
}
