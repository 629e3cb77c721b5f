import type { BakeryResponse } from '../../shared/contract/settings.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import { mapLink, phoneLink } from './contact-links.ts';
import { guard, html, nothing } from './html.ts';
import { languageButtons } from './language-choice.ts';
import { commonWords } from './words.ts';
import { comingSpecialDays, describeSpecialDay } from './special-days.ts';
import { formatDay, formatSpans, formatWeekday, today } from './wording.ts';

/** The foot of the shop's pages: opening hours, special days, contact, legal texts and languages. */
export function siteFooter(bakery: BakeryResponse) {
  return guard([bakery, today()], () => footer(bakery));
}

function footer(bakery: BakeryResponse) {
  return html`<footer class="footer">
    ${openingHours(bakery)} ${specialDays(bakery)} ${contact(bakery)}
    <nav class="footer-links" aria-label=${commonWords.legalTexts}>
      ${bakery.texts.map(legalLink)}
      <p class="languages footer-languages">${languageButtons()}</p>
    </nav>
  </footer>`;
}

function legalLink(name: LegalText) {
  return html`<a href="/#${name}">${commonWords.legal[name]}</a>`;
}

function contact({ name, address, phone, email }: BakeryResponse) {
  return html`<section aria-labelledby="contact-title">
    <h2 id="contact-title">${name}</h2>
    <address>
      ${address === '' ? nothing : html`<p>${mapLink(address)}</p>`}
      ${phone === '' ? nothing : html`<p>${phoneLink(phone)}</p>`}
      ${email === '' ? nothing : html`<p><a href="mailto:${email}">${email}</a></p>`}
    </address>
  </section>`;
}

function openingHours({ opening_hours: week }: BakeryResponse) {
  const weekday = weekdayOf(today());
  const row = (day: 1 | 2 | 3 | 4 | 5 | 6 | 7) => {
    const spans = week[day] ?? [];
    return html`<dt class=${day === weekday ? 'today' : ''}>${formatWeekday(day)}</dt>
      <dd class=${day === weekday ? 'today' : ''}>
        ${spans.length === 0 ? commonWords.closed : formatSpans(spans)}
      </dd>`;
  };
  return html`<section aria-labelledby="hours-title">
    <h2 id="hours-title">${commonWords.openingHours}</h2>
    <dl class="hours">${([1, 2, 3, 4, 5, 6, 7] as const).map(row)}</dl>
  </section>`;
}

/** The ISO weekday, 1 to 7. @param date "2026-12-01" */
function weekdayOf(date: string): number {
  return new Date(`${date}T12:00Z`).getUTCDay() || 7;
}

function specialDays(bakery: BakeryResponse) {
  const ahead = comingSpecialDays(bakery, 60);
  if (ahead.length === 0) return nothing;
  return html`<section aria-labelledby="special-days-title">
    <h2 id="special-days-title">${commonWords.specialDays}</h2>
    <ul>
      ${ahead.map((day) => html`<li>${formatDay(day.date)}: ${describeSpecialDay(day)}</li>`)}
    </ul>
  </section>`;
}
