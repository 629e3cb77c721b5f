import type { ListDaysResponse } from '../../../shared/contract/days.ts';
import type { Pause } from '../../../shared/contract/pause.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { isLocalDate } from '../../../shared/domain/calendar.ts';
import { now } from '../../components/clock.ts';
import type { Notice } from '../../components/notice.ts';
import { dateOf } from '../../components/wording.ts';
import { type Day, dateOfDay } from '../day.ts';
import { isDone, isSetAside, isToDo, statusOf } from '../order-actions/counter-status.ts';

/** The orders of the day that are shown. */
export type Filter = 'to-do' | 'ready' | 'picked-up' | 'all';

const isOfFilter: Readonly<Record<Filter, (order: StaffOrder) => boolean>> = {
  'to-do': isToDo,
  ready: (order) => statusOf(order) === 'Completed',
  'picked-up': (order) => statusOf(order) === 'Collected',
  all: () => true,
};

export const filters = Object.keys(isOfFilter) as readonly Filter[];

/** Search results, from all days. */
export interface Found {
  readonly words: string;
  readonly orders: readonly StaffOrder[];
  /** True when there are more results; `orders` has the latest. */
  readonly isCut: boolean;
}

export interface BoardState {
  readonly day: Day;
  /** The day in the API's format, "2026-12-01". */
  readonly date: string;
  /** All orders of the day by number; null until loaded. */
  readonly orders: ReadonlyMap<number, StaffOrder> | null;
  readonly filter: Filter;
  /** Text of the search field. */
  readonly search: string;
  /** Null while there is no search. */
  readonly found: Found | null;
  /** Numbers of orders that arrived within the last minute. */
  readonly fresh: ReadonlySet<number>;
  /**
   * Numbers of orders that this page changed within the last minute. The orders stay visible, and the change
   * can be undone.
   */
  readonly changed: ReadonlySet<number>;
  /** Numbers of orders whose buttons are blocked. */
  readonly blocked: ReadonlySet<number>;
  /** The slots (`startsAt`) whose finished orders are shown. */
  readonly unfolded: ReadonlySet<number>;
  /** The orders of the next days; null until loaded. */
  readonly days: ListDaysResponse['days'] | null;
  /** The pause of online orders; null while they are accepted. */
  readonly pause: Pause | null;
  readonly isSoundOn: boolean;
  /** True for a moment after rows have moved: a tap would hit another row than the one aimed at. */
  readonly isSettling: boolean;
  /** Milliseconds since 1970, at the last refresh. */
  readonly now: number;
  readonly notice: Notice | null;
}

export function newBoard(day: Day, filter: Filter = 'to-do', search = ''): BoardState {
  return {
    day,
    date: dateOfDay(day),
    orders: null,
    filter,
    search,
    found: null,
    fresh: new Set(),
    changed: new Set(),
    blocked: new Set(),
    unfolded: new Set(),
    days: null,
    pause: null,
    isSoundOn: false,
    isSettling: false,
    now: now(),
    notice: null,
  };
}

/** The board of an address: "?day=2026-12-01&show=ready&q=emma". */
export function readBoard(query: URLSearchParams): BoardState {
  const [day, show] = [query.get('day') ?? '', query.get('show')];
  const filter = filters.find((known) => known === show);
  return newBoard(isLocalDate(day) ? day : 0, filter, query.get('q') ?? '');
}

/** The query of the board's address; '' for what is usual. */
export function toQuery({ day, filter, search }: BoardState): Readonly<Record<string, string>> {
  return {
    day: day === 0 ? '' : dateOfDay(day),
    show: filter === 'to-do' ? '' : filter,
    q: search.trim(),
  };
}

/** Milliseconds since 1970: the pickup time, or the placement time of an order without one. */
export function dueOf({ pickup_at, placed_at }: StaffOrder): number {
  return Date.parse(pickup_at ?? placed_at);
}

export function isOfDay(order: StaffOrder, date: string): boolean {
  return (order.pickup_date ?? dateOf(dueOf(order))) === date;
}

/** The orders that a search has found, or that the filter shows. */
export function ordersToShow({
  found,
  orders,
  filter,
  changed,
}: BoardState): readonly StaffOrder[] {
  if (found) return found.orders;
  return [...(orders?.values() ?? [])].filter(
    (order) => changed.has(order.order_id) || isOfFilter[filter](order),
  );
}

/** Whether the filter already says the order's status. */
export function isStatusKnown(order: StaffOrder, { found, filter }: BoardState): boolean {
  if (found || filter === 'all' || !isOfFilter[filter](order)) return false;
  return statusOf(order) !== 'Pending' && !(filter === 'ready' && isSetAside(order));
}

export function countOf(filter: Filter, orders: Iterable<StaffOrder>): number {
  return [...orders].filter(isOfFilter[filter]).length;
}

export interface SlotGroup {
  /** Start of the slot in milliseconds since 1970; 0 for orders without a slot. */
  readonly startsAt: number;
  readonly orders: readonly StaffOrder[];
}

/**
 * Groups by slot: the earliest first on a day, after all orders without a slot; the latest first among search results.
 */
export function groupBySlot(orders: readonly StaffOrder[], isFound: boolean): SlotGroup[] {
  const bySlot = new Map<number, StaffOrder[]>();
  for (const order of orders) {
    const startsAt = order.pickup_at === null ? 0 : Date.parse(order.pickup_at);
    const group = bySlot.get(startsAt);
    if (group) group.push(order);
    else bySlot.set(startsAt, [order]);
  }
  return [...bySlot]
    .sort(([one], [other]) => (isFound ? other - one : one - other))
    .map(([startsAt, group]) => ({
      startsAt,
      orders: group.sort((one, other) => one.order_id - other.order_id),
    }));
}

/**
 * Moves the group with this order to the front, because a search for a number asks for the order with that
 * number.
 */
export function putFirst(groups: readonly SlotGroup[], orderId: number | undefined): SlotGroup[] {
  const isWanted = ({ order_id }: StaffOrder) => order_id === orderId;
  const [first] = groups.filter(({ orders }) => orders.some(isWanted));
  return first ? [first, ...groups.filter((group) => group !== first)] : [...groups];
}

/** Among all orders of a day, the finished ones are folded; those that were just changed are not. */
export function foldOf({ orders }: SlotGroup, { found, filter, changed }: BoardState) {
  const isFolded = (order: StaffOrder) =>
    found === null && filter === 'all' && isDone(order) && !changed.has(order.order_id);
  return {
    shown: orders.filter((order) => !isFolded(order)),
    folded: orders.filter(isFolded),
  };
}

export interface ProductTotal {
  readonly name: string;
  readonly toDo: number;
  readonly total: number;
}

/** The units of each product on the day, without orders that were rejected or cancelled; most to do first. */
export function totalsByProduct(orders: Iterable<StaffOrder>): ProductTotal[] {
  const totals = new Map<string, ProductTotal>();
  for (const order of orders) {
    if (order.status === 'Rejected' || order.status === 'Cancelled') continue;
    for (const { name, quantity } of order.lines) {
      const { toDo, total } = totals.get(name) ?? { toDo: 0, total: 0 };
      const more = isToDo(order) ? quantity : 0;
      totals.set(name, { name, toDo: toDo + more, total: total + quantity });
    }
  }
  return [...totals.values()].sort(
    (one, other) => other.toDo - one.toDo || other.total - one.total,
  );
}
