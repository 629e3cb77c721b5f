import type { ListDaysResponse } from '../../../shared/contract/days.ts';
import type { GetPlanResponse } from '../../../shared/contract/plan.ts';
import type { Notice } from '../../components/notice.ts';
import { formatNumber } from '../../components/wording.ts';
import type { NumberCells, Wanted } from '../number-cells.ts';
import { words } from './words.ts';

export const shownDays = 14;
export const daysOfWeek = 7;

/** The largest number of a plan, and of a pool. */
const maxUnits = { daily: 100_000, made_to_order: 100_000, pool: 1_000_000 } as const;

export const rowKinds = ['daily', 'made_to_order', 'pool'] as const;
export type RowKind = (typeof rowKinds)[number];

/** A product or a pool with its days. */
export interface Row {
  readonly kind: RowKind;
  readonly id: number;
  readonly name: string;
  readonly days: readonly RowDay[];
}

export interface RowDay {
  readonly date: string;
  /** What is planned, or the most that orders can take; null for no limit. */
  readonly units: number | null;
  readonly reserve: number;
  /** Whether the date has a number of its own. */
  readonly isOwn: boolean;
  /** The numbers of its weekday. */
  readonly usual: { readonly units: number | null; readonly reserve: number };
  /** What orders take; of a pool, also what the plans take. */
  readonly ordered: number;
  /** Negative when it is short; null for no limit. */
  readonly left: number | null;
}

/** The number of a day that the cells hold. */
export const parts = ['units', 'reserve'] as const;
export type Part = (typeof parts)[number];

/** A product or a pool on a day. */
export interface Cell {
  readonly row: Row;
  readonly day: RowDay;
}

export interface PlanState extends NumberCells {
  /** The first day, "2026-12-01"; null for today. */
  readonly from: string | null;
  readonly part: Part;
  /** Null until loaded. */
  readonly rows: readonly Row[] | null;
  /** The special days and opening days of the shown days. */
  readonly days: ListDaysResponse['days'];
  /** Whether the days are beside each other. */
  readonly isWide: boolean;
  /** The day on a narrow screen; null for the first one. */
  readonly day: string | null;
  readonly notice: Notice | null;
}

/** The products on sale, those that customers have ordered, and the pools. */
export function toRows({ products, pools }: GetPlanResponse): Row[] {
  const shown = products.filter(
    ({ active, days }) => active || days.some(({ ordered }) => ordered > 0),
  );
  return [
    ...shown.map(({ kind, product_id: id, name, days }) => ({
      kind,
      id,
      name,
      days: days.map((day) => ({
        date: day.date,
        units: day.planned,
        reserve: day.reserve,
        isOwn: day.is_own,
        usual: { units: day.usual_planned, reserve: day.usual_reserve },
        ordered: day.ordered,
        left: day.left,
      })),
    })),
    ...pools.map(({ pool_id: id, name, unit, days }) => ({
      kind: 'pool' as const,
      id,
      name: unit === '' ? name : `${name} (${unit})`,
      days: days.map((day) => ({
        date: day.date,
        units: day.capacity,
        reserve: 0,
        isOwn: day.is_own,
        usual: { units: day.usual_capacity, reserve: 0 },
        ordered: day.planned + day.ordered,
        left: day.left,
      })),
    })),
  ];
}

/** Identifies a number of a cell. */
export function keyOf({ row: { kind, id }, day: { date } }: Cell, part: Part): string {
  return `${kind}-${id}-${date}-${part}`;
}

/** The dates on screen; none until the plan is loaded. */
export function datesOf({ rows }: Pick<PlanState, 'rows'>): readonly string[] {
  return rows?.[0]?.days.map(({ date }) => date) ?? [];
}

export function isShort({ left }: RowDay): boolean {
  return left !== null && left < 0;
}

/** The saved number of a cell; null without a limit. */
export function numberOf({ day }: Cell, part: Part): number | null {
  return part === 'units' ? day.units : day.reserve;
}

/** The number of a cell as it is saved; '' without a limit. */
export function savedIn(cell: Cell, part: Part): string {
  const number = numberOf(cell, part);
  return number === null ? '' : String(number);
}

export interface CellChange {
  readonly cell: Cell;
  /** The number of its own; null when the day follows its weekday again. */
  readonly own: { readonly units: number; readonly reserve: number } | null;
  /** The numbers that the change is based on. */
  readonly expected: { readonly units: number | null; readonly reserve: number };
}

/**
 * A plan that is lowered below its reserve lowers the reserve.
 * @param seen the number that the change is based on
 */
export function readCell(
  cell: Cell,
  part: Part,
  typed: string,
  seen: number | null,
): Wanted<CellChange> {
  const { row, day } = cell;
  const text = typed.trim();
  if (text === savedIn(cell, part)) return { kind: 'nothing' };
  const expected =
    part === 'units'
      ? { units: seen, reserve: day.reserve }
      : { units: day.units, reserve: seen ?? 0 };
  const change = (own: CellChange['own']) =>
    ({ kind: 'change', change: { cell, own, expected } }) as const;
  if (text === '') return day.isOwn ? change(null) : { kind: 'nothing' };
  const most = part === 'units' ? maxUnits[row.kind] : (day.units ?? 0);
  const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) return { kind: 'fault', message: words.fault(formatNumber(most)) };
  return part === 'units'
    ? change({ units: number, reserve: Math.min(day.reserve, number) })
    : change({ units: day.units ?? 0, reserve: number });
}

/** The rows after a cell was saved; what is left is known after the next load. */
export function withSaved(
  rows: readonly Row[],
  { row, day }: Cell,
  saved: Partial<RowDay>,
): readonly Row[] {
  const isHere = ({ date }: RowDay) => date === day.date;
  return rows.map((one) =>
    one.kind === row.kind && one.id === row.id
      ? { ...one, days: one.days.map((other) => (isHere(other) ? { ...other, ...saved } : other)) }
      : one,
  );
}
