import type { ListDaysResponse } from '../../../shared/contract/days.ts';
import type { GetPlanResponse } from '../../../shared/contract/plan.ts';
import type { Notice } from '../../components/notice.ts';
import { formatNumber } from '../../components/wording.ts';
import { words } from './words.ts';

export const shownDays = 14;
export const daysOfWeek = 7;

/** The largest number of a plan. */
const maxUnits = 100_000;

export type PlannedProduct = GetPlanResponse['products'][number];
export type PlannedDay = PlannedProduct['days'][number];

/** The number of a day that the cells hold. */
export const parts = ['units', 'reserve'] as const;
export type Part = (typeof parts)[number];

/** A product on a day. */
export interface CellAt {
  readonly product: PlannedProduct;
  readonly day: PlannedDay;
}

/** What was typed into a cell and is not in the plan yet. */
export type Draft =
  | { readonly kind: 'typing'; readonly typed: string }
  | { readonly kind: 'saving'; readonly typed: string }
  | { readonly kind: 'failed'; readonly typed: string; readonly message: string };

export interface PlanState {
  /** The first day, "2026-12-01"; null for today. */
  readonly from: string | null;
  readonly part: Part;
  /** Null until loaded. */
  readonly plan: GetPlanResponse | null;
  /** The special days and opening days of the shown days. */
  readonly days: ListDaysResponse['days'];
  /** By `keyOf`. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Whether a number was saved since the view was opened. */
  readonly hasSaved: boolean;
  /** Whether the days are beside each other. */
  readonly isWide: boolean;
  /** The day on a narrow screen; null for the first one. */
  readonly day: string | null;
  readonly notice: Notice | null;
}

export function keyOf({ product, day }: CellAt): string {
  return `${product.product_id} ${day.date}`;
}

/** The dates on screen; none until the plan is loaded. */
export function datesOf({ plan }: Pick<PlanState, 'plan'>): readonly string[] {
  return plan?.products[0]?.days.map(({ date }) => date) ?? [];
}

/** The products on sale, and those that customers have ordered. */
export function productsOf({ plan }: Pick<PlanState, 'plan'>): readonly PlannedProduct[] {
  return (plan?.products ?? []).filter(
    ({ active, days }) => active || days.some(({ ordered }) => ordered > 0),
  );
}

/** The number of a cell as it is saved; '' without a limit. */
export function savedIn({ day }: CellAt, part: Part): string {
  const number = part === 'units' ? day.planned : day.reserve;
  return number === null ? '' : String(number);
}

/** What a typed text asks for. */
export type Wanted =
  | { readonly kind: 'nothing' }
  /** The day follows its weekday again. */
  | { readonly kind: 'weekday' }
  | { readonly kind: 'own'; readonly units: number; readonly reserve: number }
  | { readonly kind: 'fault'; readonly message: string };

/** A plan that is lowered below its reserve lowers the reserve. */
export function readCell(cell: CellAt, part: Part, typed: string): Wanted {
  const { day } = cell;
  const text = typed.trim();
  if (text === savedIn(cell, part)) return { kind: 'nothing' };
  if (text === '') return day.is_own ? { kind: 'weekday' } : { kind: 'nothing' };
  const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (part === 'units') {
    if (!(number <= maxUnits)) return { kind: 'fault', message: words.faults.units };
    return { kind: 'own', units: number, reserve: Math.min(day.reserve, number) };
  }
  const units = day.planned ?? 0;
  if (number <= units) return { kind: 'own', units, reserve: number };
  return { kind: 'fault', message: words.faults.reserve(formatNumber(units)) };
}

/** The plan after a cell was saved; what is left is known after the next load. */
export function withSaved(
  plan: GetPlanResponse,
  { product, day }: CellAt,
  saved: Partial<PlannedDay>,
): GetPlanResponse {
  const isHere = ({ date }: PlannedDay) => date === day.date;
  return {
    ...plan,
    products: plan.products.map((one) =>
      one.product_id === product.product_id
        ? {
            ...one,
            days: one.days.map((other) => (isHere(other) ? { ...other, ...saved } : other)),
          }
        : one,
    ),
  };
}

export function withoutDraft(drafts: PlanState['drafts'], key: string): PlanState['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== key));
}

/** Whether something was typed that is not saved. */
export function hasUnsaved({ drafts }: Pick<PlanState, 'drafts'>): boolean {
  return Object.keys(drafts).length > 0;
}
