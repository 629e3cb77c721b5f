import { html, nothing, withValue } from '../../components/html.ts';
import { addDays, formatDistance } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { namedDays } from '../day.ts';
import { goTo } from '../view.ts';
import { words } from './words.ts';

function addressOf(name: string): string {
  return `#/bake-sheet/${name}`;
}

/** Links to the previous and next day, today and tomorrow, and a calendar. */
export function daySwitch(date: string) {
  const near = namedDays.map(([name, distance]) => {
    const day = addDays(businessDay(), distance);
    return dayLink(name, formatDistance(day, businessDay()), { isCurrent: day === date });
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
