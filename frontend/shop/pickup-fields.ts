import { now } from '../components/clock.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { html, live, nothing, repeat } from '../components/html.ts';
import { scrollStrip } from '../components/scroll-strip.ts';
import { commonWords, wordReason } from '../components/words.ts';
import {
  dateOf,
  formatDay,
  formatDayAndTime,
  formatDistance,
  formatMonthOf,
  formatPickup,
  formatTime,
  formatWeekdayOf,
  hourOf,
  today,
} from '../components/wording.ts';
import { leadTimeOf } from './load-times.ts';
import { describeSpecialDay, findSpecialDay } from '../components/special-days.ts';
import { type DayAnswer, daysInReach, isClosed, type Slot } from '../components/pickup-days.ts';
import type { ShopActions } from './shop-actions.ts';
import type { PickupTimes, ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The pickup time: as soon as possible, or a chosen day and slot. */
export function pickupFields(state: ShopState, actions: ShopActions) {
  const { pickup, times } = state;
  const isChosen = pickup.kind === 'chosen';
  return html`<fieldset class="checkout-step pickup">
    <legend><h2>${words.pickup}</h2></legend>
    <label class="option">
      <input
        type="radio"
        name="pickup"
        .checked=${live(!isChosen)}
        @change=${() => actions.choosePickup({ kind: 'soonest' })}
      />
      <span>
        <strong>${words.soonest}</strong>
        <span class="soonest quiet" role="status">${describeSoonest(times)}</span>
      </span>
    </label>
    <label class="option">
      <input
        type="radio"
        name="pickup"
        .checked=${live(isChosen)}
        @change=${() => actions.choosePickup({ kind: 'chosen', startsAt: null })}
      />
      <span><strong>${words.otherTime}</strong></span>
    </label>
    ${isChosen ? timeChoice(state, actions) : nothing}
  </fieldset>`;
}

/** The pickup time of the order; '' until it is chosen or found. */
export function describePickup({ pickup, times }: ShopState): string {
  if (pickup.kind === 'soonest') {
    return times.soonest.kind === 'found' ? describeTime(times.soonest.slot) : '';
  }
  return pickup.startsAt === null ? '' : formatPickup(pickup.startsAt);
}

function describeSoonest({ soonest }: PickupTimes): string {
  if (soonest.kind === 'looking') return words.lookingForTime;
  if (soonest.kind === 'found') return describeTime(soonest.slot);
  return soonest.kind === 'none' ? words.noTime : words.timeFollows;
}

/** "tomorrow, Tuesday, 1 December, 9:00 – 9:30". */
function describeTime({ starts_at, ends_at }: Slot): string {
  const date = dateOf(starts_at);
  return words.pickupTime(
    formatDay(date),
    describeDistance(date),
    formatTime(starts_at),
    formatTime(ends_at),
  );
}

/** "today" or "tomorrow"; '' for later days, where the date is enough. */
function describeDistance(date: string): string {
  return Date.parse(date) - Date.parse(today()) <= 86_400_000 ? formatDistance(date) : '';
}

function timeChoice(state: ShopState, actions: ShopActions) {
  const { times } = state;
  const { day, answer, isLoading } = times;
  const note = answer && !isLoading ? explainDay(answer, leadTimeOf(state)) : '';
  return html`<div class="pickup-choice">
    ${scrollStrip(
      html`<div id="pickup-days" class="days" role="radiogroup" aria-label=${words.day}>
        ${repeat(
          daysInReach(),
          (date) => date,
          (date) => dayTile(date, date === day, actions),
        )}
      </div>`,
    )}
    ${day === null ? nothing : html`<h3 id="pickup-day-title">${formatDay(day)}</h3>`}
    ${day === null ? nothing : hoursOfDay(day)} ${isLoading ? nothing : cutOffOfDay(answer)}
    <div class="live" role="alert">
      <p id="pickup-fault" class="fault" ?hidden=${findFault(state) === ''}>${findFault(state)}</p>
    </div>
    <div class="live" role="status">
      <p class="notice" ?hidden=${note === ''}>${note}</p>
    </div>
    ${
      answer !== null && answer.kind !== 'accepted' && day !== null
        ? html`<button class="button soft" type="button" @click=${() => actions.showDay(day)}>
            ${words.tryAgain}
          </button>`
        : nothing
    }
    <div
      id="pickup-slots"
      role="radiogroup"
      aria-labelledby="pickup-day-title"
      aria-busy=${isLoading || answer === null ? 'true' : nothing}
      aria-describedby="pickup-fault"
    >
      ${timesOfDay(answer).map(({ title, slots }) => slotGroup(title, slots, state, actions))}
    </div>
  </div>`;
}

/** The hours of a special day that is not closed. */
function hoursOfDay(date: string) {
  const special = findSpecialDay(date);
  if (!special || special.hours.length === 0) return nothing;
  return html`<p class="quiet">${describeSpecialDay(special)}</p>`;
}

/** Until when the basket can be ordered for a day that is still open. */
function cutOffOfDay(answer: DayAnswer | null) {
  if (answer?.kind !== 'accepted') return nothing;
  const { cut_off_at: cutOff } = answer.body;
  if (cutOff === null || Date.parse(cutOff) <= now()) return nothing;
  return html`<p class="quiet">${words.orderBy(formatDayAndTime(cutOff))}</p>`;
}

function dayTile(date: string, isShown: boolean, { showDay }: ShopActions) {
  const isOpen = !isClosed(date);
  const note = describeTile(date, isOpen);
  return html`<label class="chip tile ${isOpen ? '' : 'closed'}">
    <input
      type="radio"
      name="pickup-day"
      value=${date}
      .checked=${live(isShown)}
      @change=${() => showDay(date)}
    />
    <span>${formatWeekdayOf(date)}</span>
    <strong>${Number(date.slice(8))}</strong>
    <span>${formatMonthOf(date)}</span>
    ${note === '' ? nothing : html`<small>${note}</small>`}
  </label>`;
}

function describeTile(date: string, isOpen: boolean): string {
  if (!isOpen) return words.closed;
  return findSpecialDay(date) ? words.otherHours : describeDistance(date);
}

/** The slots before and after noon. */
function timesOfDay(answer: DayAnswer | null) {
  const slots = answer === null ? [] : slotsToShow(answer);
  const isMorning = ({ starts_at }: Slot) => hourOf(starts_at) < 12;
  return [
    { title: words.morning, slots: slots.filter(isMorning) },
    { title: words.afternoon, slots: slots.filter((slot) => !isMorning(slot)) },
  ].filter((part) => part.slots.length > 0);
}

function slotGroup(
  title: string,
  slots: readonly Slot[],
  { pickup, times }: ShopState,
  { choosePickup }: ShopActions,
) {
  const chosen = pickup.kind === 'chosen' ? pickup.startsAt : null;
  const tile = ({ starts_at, refusal }: Slot) =>
    html`<label class="chip tile">
      <input
        type="radio"
        name="pickup-slot"
        value=${starts_at}
        ?disabled=${refusal !== null || times.isLoading}
        .checked=${live(starts_at === chosen)}
        @change=${() => choosePickup({ kind: 'chosen', startsAt: starts_at })}
      />
      <span>${formatTime(starts_at)}</span>
      ${refusal === null ? nothing : html`<small>${wordReason(refusal)}</small>`}
    </label>`;
  return html`<h4>${title}</h4>
    <div class="tiles">${repeat(slots, ({ starts_at }) => starts_at, tile)}</div>`;
}

/** What is wrong with the chosen time; '' when nothing is. */
function findFault({ pickup, placement, times }: ShopState): string {
  if (placement.kind === 'refused' && placement.faults.some(({ path }) => path === '/pickup_at')) {
    return words.chooseTime;
  }
  if (pickup.kind !== 'chosen' || times.answer?.kind !== 'accepted') return '';
  const chosen = times.answer.body.slots.find(({ starts_at }) => starts_at === pickup.startsAt);
  return chosen && chosen.refusal !== null ? words.timeGoneTitle : '';
}

/** The slots that are not in the past; none when all have the same refusal. */
function slotsToShow(answer: DayAnswer): readonly Slot[] {
  if (answer.kind !== 'accepted') return [];
  const ahead = answer.body.slots.filter(({ refusal }) => refusal !== 'in the past');
  return ahead.every(({ refusal }) => refusal !== null && refusal === ahead[0]?.refusal)
    ? []
    : ahead;
}

/** The reason why a day has no free slot; '' when the day has a free slot. */
function explainDay(answer: DayAnswer, leadTimeHours: number): string {
  if (answer.kind === 'unanswered') return commonWords.unreachable;
  if (answer.kind === 'refused') return explainProblem(answer.problem);
  const { special_day: special, slots } = answer.body;
  const isOpen = slots.some(({ refusal }) => refusal === null);
  if (special?.hours.length === 0 && !isOpen) return words.closedBecause(special.message);
  if (slots.length === 0) return words.closedThatDay;
  const [first, ...others] = new Set(
    slots.map(({ refusal }) => refusal).filter((refusal) => refusal !== 'in the past'),
  );
  if (first === undefined) return words.tooLateForDay;
  if (first === null || others.length > 0) return '';
  if (first === 'cut-off passed' && answer.body.cut_off_at !== null) {
    return words.cutOffWas(formatDayAndTime(answer.body.cut_off_at));
  }
  if (first === 'lead time' && leadTimeHours > 0) return words.needsTime(leadTimeHours);
  return first === 'fully booked' ? words.fullyBookedDay : words.notThatDay(wordReason(first));
}
