import { addDays, instantAt } from '../../../shared/domain/calendar.ts';
import { endOfBusinessDay } from '../../../shared/domain/opening-status.ts';
import { bakery } from '../../components/bakery.ts';
import { button } from '../../components/button.ts';
import { now } from '../../components/clock.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { fieldsOf } from '../../components/field.ts';
import { type FormState, newForm, typeInto } from '../../components/form.ts';
import { html, nothing, render } from '../../components/html.ts';
import { openingRulesOf } from '../../components/opening-state.ts';
import { formatEnd } from '../../components/pause.ts';
import { createStore } from '../../components/store.ts';
import { isTimeZoneKnown } from '../../components/time-zone.ts';
import { showToast } from '../../components/toast.ts';
import { today } from '../../components/wording.ts';
import { refreshDays } from '../days.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type PauseForm = FormState<'message' | 'time'>;

/** How long a pause lasts; the end of a day needs the bakery's time zone. */
const lengths = isTimeZoneKnown
  ? (['half-hour', 'hour', 'today'] as const)
  : (['half-hour', 'hour'] as const);

/** Asks until when online orders are paused, and pauses them. */
export async function pauseOrders(): Promise<void> {
  const store = createStore<PauseForm>(newForm({ message: '', time: '' }));
  const dialog = createDialog('pause-title');
  store.subscribe((form) => render(pauseView(form, typeInto(store), dialog), dialog));
  const length = await showDialog(dialog);
  const { message, time } = store.state.values;
  const until = endOf(length, time);
  if (until === undefined) return;
  const body = { until: until.toISOString(), message: message.trim() };
  const answer = await askAsStaff('PUT /staff/pause', { body });
  if (answer.kind !== 'accepted') {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
    return;
  }
  const end = formatEnd(body);
  showToast(end === undefined ? words.pausedToday : words.pausedUntil(end));
  await refreshDays();
}

export async function resumeOrders(): Promise<void> {
  const answer = await askAsStaff('DELETE /staff/pause');
  if (answer.kind !== 'accepted') {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
    return;
  }
  showToast(words.resumed);
  await refreshDays();
}

function pauseView(
  form: PauseForm,
  type: (name: 'message' | 'time', value: string) => void,
  dialog: HTMLDialogElement,
) {
  const { input } = fieldsOf(form, type, 'pause-');
  const choose = (length: string) => () => dialog.close(length);
  return html`<form method="dialog">
    <h2 id="pause-title">${words.pauseOrders}</h2>
    <p>${words.pauseText}</p>
    ${input('message', words.pauseMessage, { maxLength: 200 })}
    <div class="choices">
      ${lengths.map((length) => button('button soft', words.pauseLengths[length], choose(length)))}
    </div>
    ${isTimeZoneKnown ? input('time', words.pauseTime, { type: 'time' }) : nothing}
    <div class="choices">
      ${
        form.values.time === ''
          ? nothing
          : html`<button class="button soft" value="time">${words.pauseUntilThen}</button>`
      }
      ${button('link', words.doNotPause, () => dialog.close())}
    </div>
  </form>`;
}

/** @param time in 24-hour time: today, or tomorrow when it is past. @returns undefined for no pause */
function endOf(length: string, time: string): Date | undefined {
  switch (length) {
    case 'half-hour':
      return new Date(now() + 30 * 60_000);
    case 'hour':
      return new Date(now() + 60 * 60_000);
    case 'today':
      return endOfBusinessDay(openingRulesOf(bakery), new Date(now()));
    case 'time':
      return [today(), addDays(today(), 1)]
        .map((date) => instantAt(date, time, bakery.time_zone))
        .find((end) => end.getTime() > now());
    default:
      return undefined;
  }
}
