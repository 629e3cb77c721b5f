import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { dateOf } from '../../components/wording.ts';
import { isOpen, type Standing, standingOf } from '../moves/standing.ts';

/** Which of the day's orders are shown. */
export type Filter = 'Open' | Standing;

export const filters: readonly Filter[] = [
  'Open',
  'Pending',
  'Processing',
  'Completed',
  'Collected',
  'Rejected',
  'Cancelled',
];

/** Orders on whatever day. */
export interface Found {
  readonly words: string;
  readonly orders: readonly StaffOrder[];
  /** There are more: these are the latest. */
  readonly isCut: boolean;
}

export interface BoardState {
  /** The day, as the API writes it. */
  readonly date: string;
  /** Everything of the day by its number; null until it is known. */
  readonly orders: ReadonlyMap<number, StaffOrder> | null;
  readonly filter: Filter;
  /** What was searched for and found; null while nobody searches. */
  readonly found: Found | null;
  /** Came in just now. */
  readonly fresh: ReadonlySet<number>;
  /** Was moved here just now: stays where it is, and can be taken back. */
  readonly moved: ReadonlySet<number>;
  /** Milliseconds since 1970, as of the last look. */
  readonly now: number;
}

/** An order's time: that of its pickup or, when it has none, of its placement. */
export function dueOf({ pickup_at, placed_at }: StaffOrder): number {
  return Date.parse(pickup_at ?? placed_at);
}

export function isOfDay(order: StaffOrder, date: string): boolean {
  return dateOf(dueOf(order)) === date;
}

export function isShown(order: StaffOrder, { filter, moved }: BoardState): boolean {
  if (moved.has(order.order_id)) return true;
  return filter === 'Open' ? isOpen(order) : standingOf(order) === filter;
}

/** How many orders each filter shows. */
export function countByFilter(orders: Iterable<StaffOrder>): Map<Filter, number> {
  const counts = new Map<Filter, number>();
  const count = (filter: Filter) => counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const order of orders) {
    count(standingOf(order));
    if (isOpen(order)) count('Open');
  }
  return counts;
}

export interface SlotGroup {
  /** When the slot begins, in milliseconds since 1970; 0 for orders that have none. */
  readonly startsAt: number;
  readonly orders: readonly StaffOrder[];
}

/** The orders by slot, the earliest first; those that have none yet stand before all. */
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

/** Whoever searches for a number looks for that order, whenever it is due. */
export function putFirst(groups: readonly SlotGroup[], orderId: number | undefined): SlotGroup[] {
  const isWanted = ({ order_id }: StaffOrder) => order_id === orderId;
  const [first] = groups.filter(({ orders }) => orders.some(isWanted));
  return first ? [first, ...groups.filter((group) => group !== first)] : [...groups];
}
