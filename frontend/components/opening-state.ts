import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { openingStatusAt } from '../../shared/domain/opening-status.ts';
import { now } from './clock.ts';
import { html, nothing } from './html.ts';
import { isTimeZoneKnown } from './time-zone.ts';
import { commonWords } from './words.ts';
import { dateOf, formatShortDay, formatTime, formatWeekdayOf, today } from './wording.ts';

/** "Open until 7:00 pm", "Closed now, opens 7:00 am" or "Closed now, opens Mon 7:00 am". */
export function openingState(bakery: BakeryResponse) {
  if (!isTimeZoneKnown) return nothing;
  const rules = {
    timeZone: bakery.time_zone,
    openingHours: bakery.opening_hours,
    closures: new Map(bakery.closures.map(({ date, message }) => [date, message])),
  };
  const status = openingStatusAt(rules, new Date(now()));
  if (status.kind === 'open') {
    const { until } = status;
    const text = until === null ? commonWords.open : commonWords.openUntil(formatTime(until));
    return html`<span class="open-state open">${text}</span>`;
  }
  return html`<span class="open-state">${describeClosed(status.opensAt)}</span>`;
}

function describeClosed(opensAt: Date | null): string {
  if (opensAt === null) return commonWords.closedNow;
  const date = dateOf(opensAt);
  const time = formatTime(opensAt);
  if (date === today()) return commonWords.opensToday(time);
  const isThisWeek = Date.parse(date) - Date.parse(today()) < 7 * 86_400_000;
  return commonWords.opensOn(isThisWeek ? formatWeekdayOf(date) : formatShortDay(date), time);
}
