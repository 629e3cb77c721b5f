import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { now } from '../../components/clock.ts';
import type { Notice } from '../../components/notice.ts';
import { dateOf } from '../../components/wording.ts';
import { type Day, dateOfDay } from '../day.ts';
import { isOpen, type CounterStatus, statusOf } from '../order-actions/counter-status.ts';

/** The orders of the day that are shown. */
export type Filter = 'Open' | CounterStatus;

export const filters: readonly Filter[] = [
  'Open',
  'Pending',
  'Processing',
  'Completed',
  'Collected',
  'Rejected',
  'Cancelled',
];

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
  /** Numbers of orders whose buttons ignore clicks. */
  readonly blocked: ReadonlySet<number>;
  /** Milliseconds since 1970, at the last refresh. */
  readonly now: number;
  readonly notice: Notice | null;
}

export function newBoard(day: Day): BoardState {
  return {
    day,
    date: dateOfDay(day),
    orders: null,
    filter: 'Open',
    search: '',
    found: null,
    fresh: new Set(),
    changed: new Set(),
    blocked: new Set(),
    now: now(),
    notice: null,
  };
}

/** Milliseconds since 1970: the pickup time, or the placement time of an order without one. */
export function dueOf({ pickup_at, placed_at }: StaffOrder): number {
  return Date.parse(pickup_at ?? placed_at);
}

export function isOfDay(order: StaffOrder, date: string): boolean {
  return dateOf(dueOf(order)) === date;
}

function isShown(order: StaffOrder, { filter, changed }: BoardState): boolean {
  if (changed.has(order.order_id)) return true;
  return filter === 'Open' ? isOpen(order) : statusOf(order) === filter;
}

/** The orders that a search has found, or that the filter shows. */
export function ordersToShow(state: BoardState): readonly StaffOrder[] {
  const { found, orders } = state;
  return found?.orders ?? [...(orders?.values() ?? [])].filter((order) => isShown(order, state));
}

/** The number of orders for each filter. */
export function countByFilter(orders: Iterable<StaffOrder>): Map<Filter, number> {
  const counts = new Map<Filter, number>();
  const count = (filter: Filter) => counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const order of orders) {
    count(statusOf(order));
    if (isOpen(order)) count('Open');
  }
  return counts;
}

export interface SlotGroup {
  /** Start of the slot in milliseconds since 1970; 0 for orders without a slot. */
  readonly startsAt: number;
  readonly orders: readonly StaffOrder[];
}

/** Groups by slot, earliest first; orders without a slot come before all others. */
export function groupBySlot(orders: readonly StaffOrder[]): SlotGroup[] {
  const bySlot = new Map<number, StaffOrder[]>();
  for (const order of orders) {
    const startsAt = order.pickup_at === null ? 0 : Date.parse(order.pickup_at);
    bySlot.set(startsAt, [...(bySlot.get(startsAt) ?? []), order]);
  }
  return [...bySlot]
    .sort(([one], [other]) => one - other)
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
