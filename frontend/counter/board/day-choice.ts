import { choiceButton } from '../../components/choice-button.ts';
import { html, withValue } from '../../components/html.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import { type Day, dateOfDay } from '../day.ts';
import { words } from './words.ts';

/** Buttons for yesterday, today and tomorrow, and a calendar for other days. */
export function dayChoice(chosen: Day, onChoose: (day: Day) => void) {
  const nearDay = (distance: number) =>
    choiceButton(formatDistance(addDays(today(), distance)), distance === chosen, () =>
      onChoose(distance),
    );
  // A date that is being typed is empty. It must survive the next update, so this value is not live.
  return html`<div class="choices" role="group" aria-label=${words.day}>
    ${[-1, 0, 1].map(nearDay)}
    <input
      type="date"
      class="choice-date"
      aria-label=${words.anotherDay}
      .value=${dateOfDay(chosen)}
      @change=${withValue((date) => date !== '' && onChoose(date))}
    />
  </div>`;
}
