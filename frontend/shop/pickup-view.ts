import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import {
  dateOf,
  formatDay,
  formatDistance,
  formatShortDay,
  formatTime,
  today,
} from '../components/wording.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { createKeyedList, type ItemView } from '../components/keyed-list.ts';
import { commonWords, wordReason } from '../components/words.ts';
import {
  createDays,
  type DayAnswer,
  daysInReach,
  findSoonest,
  isClosed,
  type Slot,
} from './pickup-days.ts';
import type { Fault, Pickup, ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The pickup time: as soon as possible, or a chosen day and slot. */
export function createPickupView(onChange: (pickup: Pickup) => void) {
  const soonestText = getElement('pickup-soonest-text');
  const soonestChoice = getElement('pickup-soonest') as HTMLInputElement;
  const otherChoice = getElement('pickup-other') as HTMLInputElement;
  const choice = getElement('pickup-choice');
  const dayList = getElement('pickup-days');
  const title = getElement('pickup-day-title');
  const note = getElement('pickup-note');
  const slots = getElement('pickup-slots');
  const retry = getElement('pickup-retry');
  const fault = getElement('pickup-fault');
  const showDays = createKeyedList(dayList, (date: string) => date, createDayChip);
  const showSlots = createKeyedList(slots, (slot: Slot) => slot.starts_at, createSlotChip);
  let slotsOn = createDays([]);
  let fetchedFor = '';
  let isLooking = false;
  let leadTimeHours = 0;
  let shownDay: string | null = null;
  let pickup: Pickup = { kind: 'soonest' };

  soonestChoice.onchange = () => onChange({ kind: 'soonest' });
  otherChoice.onchange = () => onChange({ kind: 'chosen', startsAt: null });
  retry.onclick = () => void showDay(shownDay ?? today());

  /** Fetches the pickup times. They depend on the basket. */
  async function fetchTimes(state: ShopState) {
    const { basket, catalogue } = state;
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const wanted = products.filter(({ id }) => basket.some((line) => line.product_id === id));
    leadTimeHours = Math.max(0, ...wanted.map(({ lead_time_hours: hours }) => hours));
    const fetchDay = createDays(basket);
    slotsOn = fetchDay;
    isLooking = true;
    slots.setAttribute('aria-busy', 'true');
    soonestText.textContent = words.lookingForTime;
    const soonest = await findSoonest(fetchDay, leadTimeHours);
    if (slotsOn !== fetchDay) return;
    isLooking = false;
    if (soonest.kind === 'found') {
      soonestText.textContent = describeTime(soonest.slot);
      shownDay ??= soonest.date;
    } else soonestText.textContent = soonest.kind === 'none' ? words.noTime : words.timeFollows;
    if (pickup.kind === 'chosen') await showDay(shownDay ?? today());
  }

  function createDayChip(date: string): ItemView<string> {
    const input = element('input', {
      type: 'radio',
      name: 'pickup-day',
      value: date,
      onchange: () => void showDay(date),
    });
    const distance = element('small');
    return {
      element: element(
        'label',
        { className: isClosed(date) ? 'chip tile closed' : 'chip tile' },
        input,
        element('span', { textContent: formatShortDay(date) }),
        distance,
      ),
      update() {
        input.checked = date === shownDay;
        distance.textContent = isClosed(date) ? words.closed : describeDistance(date);
      },
    };
  }

  async function showDay(date: string) {
    shownDay = date;
    showDays(daysInReach());
    dayList
      .querySelector(':checked')
      ?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'center' });
    title.textContent = formatDay(date);
    retry.hidden = true;
    slots.setAttribute('aria-busy', 'true');
    const fetchDay = slotsOn;
    const answer = await fetchDay(date);
    // Another day was chosen while loading, or the basket has changed.
    if (shownDay !== date || slotsOn !== fetchDay) return;
    slots.removeAttribute('aria-busy');
    retry.hidden = answer.kind === 'accepted';
    note.textContent = explainDay(answer, leadTimeHours);
    note.hidden = note.textContent === '';
    showSlots(slotsToShow(answer));
    showChosen();
  }

  function createSlotChip({ starts_at }: Slot): ItemView<Slot> {
    const input = element('input', {
      type: 'radio',
      name: 'pickup-slot',
      value: starts_at,
      onchange: () => onChange({ kind: 'chosen', startsAt: starts_at }),
    });
    const why = element('small');
    return {
      element: element(
        'label',
        { className: 'chip tile' },
        input,
        element('span', { textContent: formatTime(starts_at) }),
        why,
      ),
      update({ refusal }) {
        input.disabled = refusal !== null;
        why.hidden = refusal === null;
        why.textContent = refusal === null ? '' : wordReason(refusal);
      },
    };
  }

  /** Checks the chosen slot and shows a fault when it is no longer free. */
  function showChosen() {
    const startsAt = pickup.kind === 'chosen' ? pickup.startsAt : null;
    for (const input of slots.querySelectorAll('input')) {
      input.checked = input.value === startsAt;
      if (input.checked && input.disabled) showFault(words.timeGoneTitle);
    }
  }

  function showFault(text: string) {
    fault.textContent = text;
    fault.hidden = text === '';
  }

  return {
    show(state: ShopState) {
      const isNew = pickup !== state.pickup;
      const wasChoosing = pickup.kind === 'chosen';
      pickup = state.pickup;
      soonestChoice.checked = pickup.kind === 'soonest';
      otherChoice.checked = pickup.kind === 'chosen';
      choice.hidden = pickup.kind === 'soonest';
      if (isNew) showFault('');
      if (pickup.kind === 'chosen' && pickup.startsAt !== null) {
        shownDay ??= dateOf(pickup.startsAt);
      }
      // A placed order empties the basket before the browser leaves the page.
      const isNeeded = state.isCheckingOut && state.basket.length > 0;
      if (!isNeeded || state.catalogue.kind !== 'loaded') return;
      const wanted = JSON.stringify(
        state.basket.map(({ product_id, quantity }) => [product_id, quantity]),
      );
      if (wanted !== fetchedFor) {
        fetchedFor = wanted;
        void fetchTimes(state);
        // Starts with the first day that has a free slot, once that day is known.
      } else if (pickup.kind === 'chosen' && !wasChoosing && !isLooking) {
        void showDay(shownDay ?? today());
      }
    },
    /** Fetches the times again with the next update, because another customer may have taken a slot. */
    refetch() {
      fetchedFor = '';
    },
    /** @returns the element to focus for the fault; undefined without a fault */
    showFaults(faults: readonly Fault[]): HTMLElement | undefined {
      const found = faults.find(({ path }) => path === '/pickup_at');
      if (!found) return undefined;
      showFault(wordReason(found.message));
      return pickup.kind === 'soonest' ? soonestChoice : otherChoice;
    },
  };
}

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

/** The slots that are not in the past; none when all have the same refusal. */
function slotsToShow(answer: DayAnswer): readonly Slot[] {
  if (answer.kind !== 'accepted' || answer.body.closure !== null) return [];
  const ahead = answer.body.slots.filter(({ refusal }) => refusal !== 'in the past');
  return ahead.every(({ refusal }) => refusal !== null && refusal === ahead[0]?.refusal)
    ? []
    : ahead;
}

/** The reason why a day has no free slot; '' when the day has a free slot. */
function explainDay(answer: DayAnswer, leadTimeHours: number): string {
  if (answer.kind === 'unanswered') return commonWords.unreachable;
  if (answer.kind === 'refused') return explainProblem(answer.problem);
  const { closure, slots } = answer.body;
  if (closure !== null) return words.closedBecause(closure);
  if (slots.length === 0) return words.closedThatDay;
  const [first, ...others] = new Set(
    slots.map(({ refusal }) => refusal).filter((refusal) => refusal !== 'in the past'),
  );
  if (first === undefined) return words.tooLateForDay;
  if (first === null || others.length > 0) return '';
  if (first === 'lead time') return words.needsTime(leadTimeHours);
  return first === 'fully booked' ? words.fullyBookedDay : words.notThatDay(wordReason(first));
}
