import type { Settings } from '../../../shared/contract/settings.ts';
import { element } from '../../components/element.ts';
import { now } from '../../components/clock.ts';
import { createField, type Field } from '../../components/field.ts';
import { moneyFormat } from '../../components/money-format.ts';
import { choose, createSelect } from '../../components/select.ts';
import { isKnown } from '../../components/time-zone.ts';
import {
  languageChoices,
  listCountries,
  listCurrencies,
  listTimeZones,
  splitLocale,
  withLanguage,
} from './regional-choices.ts';
import { createWeekEditor } from './week-editor.ts';
import { words } from './words.ts';

const emptySettings = {
  bakery_name: '',
  address: '',
  phone: '',
  email: '',
  imprint: '',
  privacy: '',
  terms: '',
  locale: 'en',
  currency: '',
  time_zone: '',
  slot_minutes: 0,
  slot_capacity: 0,
  cut_off: '',
  days_ahead: 0,
  keep_personal_data_days: 0,
  version: 0,
};

/** The form of all settings, filled from the settings and read as a request. */
export function createSettingsFields() {
  let shown: Omit<Settings, 'opening_hours'> = emptySettings;
  const name = createField(words.name, element('input', { autocomplete: 'off' }));
  const language = createField(words.language, createSelect(languageChoices), words.languageHint);
  const country = createField(words.country, createSelect(listCountries()), words.countryHint);
  const currency = createField(words.currency, createSelect(listCurrencies()), words.currencyHint);
  const timeZone = createField(words.timeZone, createSelect(listTimeZones()), words.timeZoneHint);
  const preview = element('p', { className: 'quiet', role: 'status' });
  const week = createWeekEditor();
  const slotMinutes = createField(words.slotMinutes, createNumberInput(), words.slotMinutesHint);
  const slotCapacity = createField(words.slotCapacity, createNumberInput(), words.slotCapacityHint);
  const cutOff = createField(words.cutOff, element('input', { type: 'time' }), words.cutOffHint);
  const daysAhead = createField(words.daysAhead, createNumberInput(), words.daysAheadHint);
  const keepDays = createField(
    words.keepPersonalData,
    createNumberInput(),
    words.keepPersonalDataHint,
  );

  const regional = createPanel(
    words.bakery,
    createRow(name),
    createRow(language, country, currency, timeZone),
    preview,
  );
  regional.addEventListener('change', showPreview);

  return {
    elements: [
      regional,
      createPanel(
        words.hours,
        element('p', { className: 'quiet', textContent: words.hoursLead }),
        week.element,
      ),
      createPanel(words.orders, createRow(slotMinutes, slotCapacity, cutOff, daysAhead)),
      createPanel(words.privacy, createRow(keepDays)),
    ],
    show(settings: Settings) {
      shown = settings;
      const { language: spoken, region } = splitLocale(settings.locale);
      name.control.value = settings.bakery_name;
      choose(language.control, spoken);
      choose(country.control, region);
      choose(currency.control, settings.currency);
      choose(timeZone.control, settings.time_zone);
      week.show(settings.opening_hours);
      slotMinutes.control.value = String(settings.slot_minutes);
      slotCapacity.control.value = String(settings.slot_capacity);
      cutOff.control.value = settings.cut_off;
      daysAhead.control.value = String(settings.days_ahead);
      keepDays.control.value = String(settings.keep_personal_data_days);
      showPreview();
    },
    read(): Settings {
      return {
        // The form does not show the address and the texts; they stay as they are.
        ...shown,
        bakery_name: name.control.value,
        locale: readLocale(),
        currency: currency.control.value,
        time_zone: timeZone.control.value,
        opening_hours: week.read(),
        slot_minutes: slotMinutes.control.valueAsNumber,
        slot_capacity: slotCapacity.control.valueAsNumber,
        cut_off: cutOff.control.value,
        days_ahead: daysAhead.control.valueAsNumber,
        keep_personal_data_days: keepDays.control.valueAsNumber,
      };
    },
    /** By their path in the settings. */
    fields: () => ({
      '/bakery_name': name,
      '/locale': country,
      '/currency': currency,
      '/time_zone': timeZone,
      '/slot_minutes': slotMinutes,
      '/slot_capacity': slotCapacity,
      '/cut_off': cutOff,
      '/days_ahead': daysAhead,
      '/keep_personal_data_days': keepDays,
      ...week.fields(),
    }),
  };

  function readLocale(): string {
    return withLanguage(shown.locale, language.control.value, country.control.value);
  }

  function showPreview() {
    const locale = readLocale();
    const money = moneyFormat(locale, currency.control.value);
    const zone = timeZone.control.value;
    const clock = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...(isKnown(zone) && { timeZone: zone }),
    });
    preview.textContent = words.preview(money.format(1234.5), clock.format(now()));
  }
}

function createNumberInput(): HTMLInputElement {
  return element('input', { type: 'number', inputMode: 'numeric' });
}

function createRow(...fields: readonly Field<HTMLInputElement | HTMLSelectElement>[]): HTMLElement {
  return element('div', { className: 'fields' }, ...fields.map((field) => field.element));
}

function createPanel(title: string, ...children: Node[]): HTMLElement {
  return element(
    'section',
    { className: 'panel' },
    element('h2', { textContent: title }),
    ...children,
  );
}
