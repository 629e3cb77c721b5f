import { findOrderNumber } from '../../../shared/domain/order-number.ts';
import { html, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { searchField } from '../../components/search-field.ts';
import { formatDay } from '../../components/wording.ts';
import type { Day } from '../day.ts';
import type { OrderActions } from '../order-actions/order-actions.ts';
import {
  type BoardState,
  type Filter,
  type Found,
  groupBySlot,
  ordersToShow,
  putFirst,
  type SlotGroup,
} from './board-state.ts';
import { dayChoice } from './day-choice.ts';
import { filterChoice } from './filter-choice.ts';
import { slotView } from './slot-view.ts';
import { moveWithArrowKeys } from './ticket-focus.ts';
import { words } from './words.ts';

interface BoardActions {
  readonly orders: OrderActions;
  readonly search: (text: string) => void;
  readonly chooseDay: (day: Day) => void;
  readonly chooseFilter: (filter: Filter) => void;
}

export function boardView(state: BoardState, actions: BoardActions) {
  const { day, date, found, search, notice } = state;
  const groups = putFirst(groupBySlot(ordersToShow(state)), findOrderNumber(found?.words ?? ''));
  const none = groups.length > 0 ? '' : describeNone(state);
  const slot = (group: SlotGroup) => slotView(group, state, actions.orders);
  return html`<div class="board-head">
      <h1>${found ? describeFound(found) : formatDay(date)}</h1>
      ${searchField(words.search, search, actions.search)}
    </div>
    <div class="board-head">
      ${dayChoice(day, actions.chooseDay)} ${filterChoice(state, actions.chooseFilter)}
    </div>
    ${noticeBox(notice)}
    <div class="live" role="status">
      <p class="quiet board-none" ?hidden=${none === ''}>${none}</p>
    </div>
    <div class="slots" @keydown=${moveWithArrowKeys}>
      ${repeat(groups, ({ startsAt }) => startsAt, slot)}
    </div>
    <p class="quiet keys">${words.keys}</p>`;
}

export function describeFound({ orders, isCut }: Found): string {
  return isCut ? words.foundLatest(orders.length) : words.found(orders.length);
}

function describeNone({ orders, found, filter }: BoardState): string {
  if (found) return words.nothingFound;
  if (!orders) return '';
  return filter === 'Open' ? words.nothingOpen : words.nothingOfThis;
}
