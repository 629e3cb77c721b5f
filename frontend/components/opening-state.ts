import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { type OpeningRules, openingStatusAt } from '../../shared/domain/opening-status.ts';
import { now } from './clock.ts';
import { html, nothing } from './html.ts';
import { isTimeZoneKnown } from './time-zone.ts';
import { commonWords } from './words.ts';
import { dateOf, formatShortDay, formatTime, formatWeekdayOf, today } from './wording.ts';

/** "Open until 7:00 pm", "Closed now, opens 7:00 am" or "Closed now, opens Mon 7:00 am". */
export function openingState(bakery: BakeryResponse) {
  if (!isTimeZoneKnown) return nothing;
  const status = openingStatusAt(openingRulesOf(bakery), new Date(now()));
  if (status.kind === 'open') {
    const { until } = status;
    const text = until === null ? commonWords.open : commonWords.openUntil(formatTime(until));
    return html`<span class="open-state open">${text}</span>`;
  }
  return html`<span class="open-state">${describeClosed(status.opensAt)}</span>`;
}

/** The opening hours as the domain's functions read them. */
export function openingRulesOf(bakery: BakeryResponse): OpeningRules {
  return {
    timeZone: bakery.time_zone,
    openingHours: bakery.opening_hours,
    specialDays: new Map(bakery.special_days.map((day) => [day.date, day])),
  };
}

function describeClosed(opensAt: Date | null): string {
  if (opensAt === null) return commonWords.closedNow;
  const date = dateOf(opensAt);
  const time = formatTime(opensAt);
  if (date === today()) return commonWords.opensToday(time);
  const isThisWeek = Date.parse(date) - Date.parse(today()) < 7 * 86_400_000;
  return commonWords.opensOn(isThisWeek ? formatWeekdayOf(date) : formatShortDay(date), time);
}
