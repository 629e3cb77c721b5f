import type { Settings } from '../../../shared/contract/settings.ts';
import { phoneLink } from '../../components/contact-links.ts';
import { html, type TemplateResult } from '../../components/html.ts';
import { languageNames } from '../../components/language.ts';
import { commonWords } from '../../components/words.ts';
import { formatClock, formatNumber, formatSpans, formatWeekday } from '../../components/wording.ts';
import { logoPicture } from './logo.ts';
import { listCountries, listCurrencies, splitLocale } from './regional-choices.ts';
import { section } from './settings-form.ts';
import { weekdays } from './week-editor.ts';
import { words } from './words.ts';

type Fact = readonly [name: string, value: string | TemplateResult];

/** The settings as text, for staff who cannot change them. */
export function contactFacts(
  { bakery_name, address, phone, email }: Settings,
  logo: string | null,
) {
  return section(
    words.bakery,
    facts([
      [words.name, bakery_name],
      [words.address, address || words.notGiven],
      [words.phone, phone === '' ? words.notGiven : phoneLink(phone)],
      [words.email, email || words.notGiven],
      [words.logo, logoPicture(logo)],
    ]),
  );
}

export function hoursFacts({ opening_hours: week }: Settings) {
  const hoursOn = (weekday: (typeof weekdays)[number]) => {
    const spans = week[weekday] ?? [];
    return spans.length === 0 ? words.closed : formatSpans(spans);
  };
  return section(
    words.hours,
    facts(weekdays.map((weekday) => [formatWeekday(weekday), hoursOn(weekday)])),
  );
}

export function otherFacts(settings: Settings) {
  return [
    section(words.orders, facts(orderFacts(settings))),
    section(words.regional, facts(regionalFacts(settings))),
    section(words.legal, facts(legalFacts(settings))),
  ];
}

function orderFacts(settings: Settings): Fact[] {
  const { slot_minutes, slot_capacity, cut_off, cut_off_days, days_ahead, few_left } = settings;
  return [
    [words.slotMinutes, formatNumber(slot_minutes)],
    [words.slotCapacity, formatNumber(slot_capacity)],
    [words.cutOff, formatClock(cut_off)],
    [words.cutOffDays, formatNumber(cut_off_days)],
    [words.daysAhead, formatNumber(days_ahead)],
    [words.fewLeft, few_left === 0 ? words.never : formatNumber(few_left)],
  ];
}

function regionalFacts({ locale, currency, time_zone }: Settings): Fact[] {
  const { language, region } = splitLocale(locale);
  return [
    [words.language, nameIn(languageNames, language)],
    [words.country, nameIn(listCountries(), region)],
    [words.currency, nameIn(listCurrencies(), currency)],
    [words.timeZone, time_zone.replaceAll('_', ' ')],
  ];
}

function nameIn(choices: readonly (readonly [string, string])[], code: string): string {
  return choices.find(([value]) => value === code)?.[1] ?? code;
}

function legalFacts(settings: Settings): Fact[] {
  const text = (name: 'imprint' | 'privacy' | 'terms'): Fact => [
    commonWords.legal[name],
    settings[name] === '' ? words.notGiven : html`<a href="/#${name}">${words.readInShop}</a>`,
  ];
  const days = formatNumber(settings.keep_personal_data_days);
  return [text('imprint'), text('privacy'), text('terms'), [words.keepPersonalData, days]];
}

function facts(pairs: readonly Fact[]) {
  return html`<dl class="setting-facts">
    ${pairs.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
