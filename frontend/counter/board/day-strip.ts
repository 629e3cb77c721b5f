import { html, nothing, repeat, withValue } from '../../components/html.ts';
import { addDays, formatDayOfMonth, formatWeekdayOf } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { type Day, dateOfDay } from '../day.ts';
import { describeSpecial, shortNote } from '../special-note.ts';
import type { BoardState } from './board-state.ts';
import { words } from './words.ts';

const shownDays = 14;

/** The next 14 days, and a calendar for other days. */
export function dayStrip({ day: chosen, days, found }: BoardState, onChoose: (day: Day) => void) {
  const dayOf = (date: string) => days?.find((day) => day.date === date);
  const countOn = (date: string) => {
    const orders = dayOf(date)?.orders;
    return orders && orders.pending + orders.processing + orders.completed + orders.collected;
  };
  const first = businessDay();
  const dates = Array.from({ length: shownDays }, (_, distance) => addDays(first, distance));
  const tile = (date: string) => {
    const day = dayOf(date);
    const note = day ? shortNote(day) : '';
    return html`<button
      type="button"
      class="day-tile ${note === '' ? '' : 'special'}"
      title=${day?.special_day ? describeSpecial(day.special_day) : nothing}
      aria-pressed=${found === null && date === dateOfDay(chosen)}
      @click=${() => onChoose(date === first ? 0 : date)}
    >
      <span
        >${date === first ? words.today : formatWeekdayOf(date)}
        ${note === '' ? nothing : html`<strong>${note}</strong>`}</span
      >
      <b>${formatDayOfMonth(date)}</b>
      <small>${wordCount(countOn(date))}</small>
    </button>`;
  };
  // A date that is being typed is empty. It must survive the next update, so this value is not live.
  return html`<div class="day-strip" role="group" aria-label=${words.day}>
    <div class="day-tiles">${repeat(dates, (date) => date, tile)}</div>
    <input
      type="date"
      class="choice-date"
      aria-label=${words.anotherDay}
      .value=${dateOfDay(chosen)}
      @change=${withValue((date) => date !== '' && onChoose(date === first ? 0 : date))}
    />
  </div>`;
}

/** A no-break space keeps the height until the number is known. */
function wordCount(count: number | undefined): string {
  return count === undefined ? '\u00a0' : words.orders(count);
}
