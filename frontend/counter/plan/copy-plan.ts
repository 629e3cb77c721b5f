import { weekdayOf } from '../../../shared/domain/calendar.ts';
import type { ChangePlansRequest, GetPlanResponse } from '../../../shared/contract/plan.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { html, nothing, render } from '../../components/html.ts';
import { showToast } from '../../components/toast.ts';
import { addDays, formatShortDay } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { shortNoteOf } from './day-note.ts';
import { datesOf, daysOfWeek, type PlanState, shownDays } from './plan-state.ts';
import { words } from './words.ts';

type PlannedProduct = GetPlanResponse['products'][number];
type PlannedDay = PlannedProduct['days'][number];
type Entry = ChangePlansRequest['entries'][number];
/** From a day to a day. */
type Pair = readonly [from: string, to: string];

/** Asks for the days, and gives them the numbers of this one. */
export async function copyDay(state: PlanState, date: string, refresh: () => Promise<void>) {
  const targets = await askTargets(state, date);
  const first = datesOf(state)[0] ?? date;
  await copy(
    first,
    targets.map((target) => [date, target]),
    refresh,
  );
}

/** Gives the next week the numbers of this one. @param first day of the week */
export async function copyWeek(first: string, refresh: () => Promise<void>) {
  const days = Array.from({ length: daysOfWeek }, (_, day) => addDays(first, day));
  await copy(
    first,
    days.map((date) => [date, addDays(date, daysOfWeek)]),
    refresh,
  );
}

/** @param first of the two weeks that contain all these days */
async function copy(first: string, pairs: readonly Pair[], refresh: () => Promise<void>) {
  if (pairs.length === 0) return;
  // What is copied and replaced must be what is saved now.
  const plan = await askAsStaff('GET /staff/plan', {
    query: { from: first, days: String(shownDays) },
  });
  if (plan.kind !== 'accepted') {
    showToast(words.copyFailed(explainFailure(plan)));
    return;
  }
  const changes = plan.body.products
    .filter(({ active }) => active)
    .flatMap((product) => pairs.flatMap((pair) => findChange(product, pair)));
  if (changes.length === 0) {
    showToast(words.nothingToCopy);
    return;
  }
  const answer = await put(changes.map(({ after }) => after));
  await refresh();
  if (answer.kind !== 'accepted') {
    showToast(words.copyFailed(explainFailure(answer)));
    return;
  }
  const undo = async () => {
    const undone = await put(changes.map(({ before }) => before));
    await refresh();
    showToast(undone.kind === 'accepted' ? words.undone : words.copyFailed(explainFailure(undone)));
  };
  showToast(words.copied(changes.length), { label: words.undo, run: () => void undo() });
}

function put(entries: readonly Entry[]) {
  return askAsStaff('PUT /staff/plan', { body: { entries: [...entries] } });
}

/** The change of a product that a copy makes, and the one that undoes it; none when the days are the same. */
function findChange(
  { product_id, days, weekdays }: PlannedProduct,
  [from, to]: Pair,
): { readonly before: Entry; readonly after: Entry }[] {
  const source = days.find(({ date }) => date === from);
  const target = days.find(({ date }) => date === to);
  if (!source || !target) return [];
  const copied = planFor(source, to);
  const isUnlimited = source.planned === null;
  const ofWeekday = weekdays[weekdayOf(to) - 1] ?? { units: null, reserve: 0 };
  const afterwards = isUnlimited ? ofWeekday : numbersOf(source);
  const after = { product_id, date: to, ...copied, expected: numbersOf(target) };
  const before = { product_id, date: to, ...planFor(target, to), expected: afterwards };
  const isSame =
    after.units === null
      ? before.units === null
      : after.units === target.planned && after.reserve === target.reserve;
  return isSame ? [] : [{ before, after }];
}

function numbersOf({ planned, reserve }: PlannedDay) {
  return { units: planned, reserve };
}

/** A day that follows its weekday makes another day of the same weekday follow it as well. */
function planFor({ date, is_own: isOwn, planned, reserve }: PlannedDay, target: string) {
  const follows = !isOwn && weekdayOf(date) === weekdayOf(target);
  return follows || planned === null ? { units: null, reserve: 0 } : { units: planned, reserve };
}

/** The days that get the copy; none when the dialog was cancelled. */
async function askTargets(state: PlanState, date: string): Promise<string[]> {
  const dialog = createDialog('copy-title');
  const others = datesOf(state).filter((other) => other !== date);
  const chip = (other: string) => {
    const note = shortNoteOf(other, state);
    return html`<label class="chip">
      <input type="checkbox" name="day" value=${other} />
      <span>${formatShortDay(other)}${note === '' ? nothing : ` (${note})`}</span>
    </label>`;
  };
  const view = html`<form method="dialog">
    <h2 id="copy-title">${words.copyTitle(formatShortDay(date))}</h2>
    <p>${words.copyText}</p>
    <div class="chips wrap">${others.map(chip)}</div>
    <div class="buttons">
      <button class="button soft" value="">${words.cancel}</button>
      <button class="button" value="copy">${words.copy}</button>
    </div>
  </form>`;
  render(view, dialog);
  if ((await showDialog(dialog)) !== 'copy') return [];
  const chosen = dialog.querySelectorAll<HTMLInputElement>('input:checked');
  return [...chosen].map(({ value }) => value);
}
