import { html, nothing, withValue } from '../../components/html.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import type { Day } from '../day.ts';
import { goTo } from '../view.ts';
import { words } from './words.ts';

/** Names of days in an address, with the distance from today in days. */
const followed: readonly (readonly [name: string, distance: number])[] = [
  ['today', 0],
  ['tomorrow', 1],
];

/** The day of an address, "2026-12-01" or "tomorrow"; today for anything else. */
export function dayOf(argument: string): Day {
  if (isDate(argument)) return argument;
  return followed.find(([name]) => name === argument)?.[1] ?? 0;
}

/** Whether this is a date from 1970 to 2199, the API's range. */
function isDate(text: string): boolean {
  if (!/^(19[7-9]|20\d|21\d)\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function addressOf(name: string): string {
  return `#/bake-sheet/${name}`;
}

/** Links to the previous and next day, today and tomorrow, and a calendar. */
export function daySwitch(date: string) {
  const near = followed.map(([name, distance]) => {
    const day = addDays(today(), distance);
    return dayLink(name, formatDistance(day), { isCurrent: day === date });
  });
  // A date that is being typed must survive the next update, so this value is not live.
  return html`<div class="sheet-days" role="group" aria-label=${words.day}>
    <div class="segments">
      ${dayLink(addDays(date, -1), '‹', { label: words.before })} ${near}
      ${dayLink(addDays(date, 1), '›', { label: words.after })}
    </div>
    <input
      type="date"
      class="choice-date"
      aria-label=${words.anotherDay}
      .value=${date}
      @change=${withValue((chosen) => chosen !== '' && goTo(addressOf(chosen)))}
    />
  </div>`;
}

function dayLink(day: string, text: string, { label = '', isCurrent = false }) {
  return html`<a
    class="day-link"
    href=${addressOf(day)}
    aria-label=${label || nothing}
    aria-current=${isCurrent ? 'date' : nothing}
    >${text}</a
  >`;
}
