import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { findOrderNumber } from '../../../shared/domain/order-number.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { formatEnd, pauseAt } from '../../components/pause.ts';
import { searchField } from '../../components/search-field.ts';
import { formatDay } from '../../components/wording.ts';
import type { Day } from '../day.ts';
import type { OrderActions } from '../order-actions/order-actions.ts';
import { specialNote } from '../special-note.ts';
import {
  type BoardState,
  countOf,
  type Filter,
  type Found,
  groupBySlot,
  ordersToShow,
  putFirst,
  type SlotGroup,
} from './board-state.ts';
import { dayStrip } from './day-strip.ts';
import { filterChoice } from './filter-choice.ts';
import { isSlotOver, slotView } from './slot-view.ts';
import { moveWithKeys } from './ticket-focus.ts';
import { totalsView } from './totals-view.ts';
import { words } from './words.ts';

export interface BoardActions {
  readonly orders: OrderActions;
  readonly search: (text: string) => void;
  readonly chooseDay: (day: Day) => void;
  readonly chooseFilter: (filter: Filter) => void;
  readonly markAllReady: (orders: readonly StaffOrder[]) => void;
  readonly unfold: (startsAt: number, isUnfolded: boolean) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly switchSound: (isOn: boolean) => void;
}

export function boardView(state: BoardState, actions: BoardActions) {
  const { date, days, found, notice } = state;
  const groups = putFirst(
    groupBySlot(ordersToShow(state), found !== null),
    findOrderNumber(found?.words ?? ''),
  );
  const slot = (group: SlotGroup) => slotView(group, state, actions);
  return html`<div class="board">
    <div class="board-head">
      <h1 class=${found ? '' : 'board-day'}>${found ? describeFound(found) : formatDay(date)}</h1>
      ${dayStrip(state, actions.chooseDay)}
      <div class="board-tools">
        ${filterChoice(state, actions.chooseFilter)} ${boardTools(groups, state, actions)}
      </div>
    </div>
    <div class="board-body">
      ${noticeBox(notice)} ${pauseBanner(state, actions)}
      ${found ? nothing : specialNote(days?.find((day) => day.date === date)?.special_day ?? null)}
      <div class="live" role="status">
        ${groups.length === 0 ? emptyBoard(state, actions) : nothing}
      </div>
      <div
        class="slots ${state.isSettling ? 'settling' : ''}"
        @keydown=${moveWithKeys(actions.orders)}
      >
        ${repeat(groups, ({ startsAt }) => startsAt, slot)}
      </div>
    </div>
    ${totalsView(state)}
  </div>`;
}

function boardTools(groups: readonly SlotGroup[], state: BoardState, actions: BoardActions) {
  const { search, day, found, isSoundOn, now } = state;
  const next = groups.find((group) => group.startsAt !== 0 && !isSlotOver(group, now));
  const isNowElsewhere = day === 0 && found === null && next !== undefined && next !== groups[0];
  return html`${searchField(words.search, search, actions.search)}
    <button
      type="button"
      class="button soft"
      ?hidden=${!isNowElsewhere}
      @click=${() => scrollToSlot(next?.startsAt)}
    >
      ${words.now}
    </button>
    <button
      type="button"
      class="chip"
      aria-pressed=${isSoundOn}
      @click=${() => actions.switchSound(!isSoundOn)}
    >
      ${words.sound}
    </button>
    ${
      pauseAt(state.pause, now)
        ? nothing
        : html`<button
            type="button"
            class="chip"
            aria-label=${words.pauseOrders}
            @click=${actions.pause}
          >
            ${words.pause}
          </button>`
    }`;
}

function pauseBanner({ pause: planned, now }: BoardState, { resume }: BoardActions) {
  const pause = pauseAt(planned, now);
  const end = pause && formatEnd(pause);
  return html`<div class="live" role="status">
    ${
      pause
        ? html`<div class="notice pause">
            <p>
              <strong>${end ? words.pausedUntil(end) : words.pausedToday}</strong>
              <span>${isolateForeign(pause.message)}</span>
            </p>
            <button type="button" class="button soft" @click=${resume}>
              ${words.resumeOrders}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

function scrollToSlot(startsAt: number | undefined) {
  document.querySelector(`[data-starts-at="${startsAt}"]`)?.scrollIntoView();
}

export function describeFound({ orders, isCut }: Found): string {
  return isCut ? words.foundLatest(orders.length) : words.found(orders.length);
}

/** What to do when there is no order to show. */
function emptyBoard({ orders, found, filter }: BoardState, { chooseFilter }: BoardActions) {
  if (found) return empty(words.nothingFound);
  if (!orders) return nothing;
  if (orders.size === 0) {
    const link = html`<a class="button soft" href="#/new-order">${words.takeOrder}</a>`;
    return empty(words.noOrders, link);
  }
  if (filter !== 'to-do') return empty(words.nothingOfThis);
  const ready = countOf('ready', orders.values());
  if (ready === 0) return empty(words.nothingOpen);
  return empty(
    words.nothingOpen,
    html`<button type="button" class="button soft" @click=${() => chooseFilter('ready')}>
      ${words.showReady(ready)}
    </button>`,
  );
}

function empty(text: string, next: unknown = nothing) {
  return html`<div class="empty-state">
    <p>${text}</p>
    ${next}
  </div>`;
}
