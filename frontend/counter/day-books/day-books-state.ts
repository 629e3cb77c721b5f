import type { ChangeDayBookRequest } from '../../../shared/contract/day-books.ts';
import type { GetPlanResponse } from '../../../shared/contract/plan.ts';
import type { Notice } from '../../components/notice.ts';
import type { NumberCells, Wanted } from '../number-cells.ts';
import { words } from './words.ts';

/** The totals that staff type. */
export const totals = ['baked', 'sold', 'wasted'] as const;
export type Total = (typeof totals)[number];

type PlannedDay = GetPlanResponse['products'][number]['days'][number];

/** A daily product on the shown day. */
export interface Goods extends Omit<PlannedDay, 'planned' | 'left' | 'left_online'> {
  readonly id: number;
  readonly name: string;
  readonly planned: number;
  /** Negative when more is ordered, sold and wasted than planned. */
  readonly left: number;
}

export interface DayBooksState extends NumberCells {
  /** "2026-12-01"; null for today. */
  readonly day: string | null;
  /** The current business day, and the goods of the shown day; null until loaded. */
  readonly loaded: {
    readonly today: string;
    readonly date: string;
    readonly goods: readonly Goods[];
  } | null;
  readonly notice: Notice | null;
}

/** The daily products on sale, and those with orders or records of the day. */
export function toGoods({ products }: GetPlanResponse): Goods[] {
  return products.flatMap(({ kind, product_id: id, name, active, days: [day] }) => {
    if (kind !== 'daily' || !day) return [];
    const { ordered, sold, wasted, baked } = day;
    const isShown = active || ordered + sold + wasted > 0 || baked !== null;
    return isShown ? [{ ...day, id, name, planned: day.planned ?? 0, left: day.left ?? 0 }] : [];
  });
}

export function keyOf({ id }: Goods, total: Total): string {
  return `${total}-${id}`;
}

/** The goods and the total of a cell. */
export function findTotal({ loaded }: Pick<DayBooksState, 'loaded'>, key: string) {
  for (const goods of loaded?.goods ?? []) {
    const total = totals.find((one) => keyOf(goods, one) === key);
    if (total) return { goods, total };
  }
  return undefined;
}

export interface BookChange {
  readonly id: number;
  readonly body: ChangeDayBookRequest;
}

/** The total as it is saved; '' when nothing was baked. */
export function savedIn(goods: Goods, total: Total): string {
  const units = goods[total];
  return units === null || (units === 0 && total !== 'baked') ? '' : String(units);
}

const maxUnits = 100_000;

/**
 * What a typed text asks for; an emptied field is 0, or "not recorded" for what was baked.
 * @param seen the total that the change is based on
 */
export function readTotal(
  goods: Goods,
  total: Total,
  typed: string,
  seen: number | null,
): Wanted<BookChange> {
  const text = typed.trim();
  if (text === savedIn(goods, total)) return { kind: 'nothing' };
  const change = (units: number | null) =>
    ({
      kind: 'change',
      change: { id: goods.id, body: { [total]: units, expected: { [total]: seen } } },
    }) as const;
  if (text === '') return change(total === 'baked' ? null : 0);
  const units = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return units <= maxUnits ? change(units) : { kind: 'fault', message: words.fault };
}

/** The goods after a change was saved, before they are loaded again. */
export function withChange(goods: readonly Goods[], { id, body }: BookChange): Goods[] {
  return goods.map((one) => {
    if (one.id !== id) return one;
    const { sold = one.sold, wasted = one.wasted, baked = one.baked } = body;
    const left = one.left + one.sold + one.wasted - sold - wasted;
    return { ...one, sold, wasted, baked, left };
  });
}

/** Units that are kept for walk-in customers. */
export function keptOf({ reserve, sold, is_reserve_released: isReleased }: Goods): number {
  return isReleased ? 0 : Math.max(0, reserve - sold);
}
