import type { Product } from '../../../shared/contract/products.ts';
import type { Attempt } from '../../components/attempt.ts';
import { newForm, withoutFaults } from '../../components/form.ts';
import { toQuantity } from '../../../shared/domain/quantities.ts';
import type { Slot, Soonest } from '../../components/pickup-days.ts';
import type { Shortage } from '../../components/shortages.ts';
import { today } from '../../components/wording.ts';

/** The order that staff are entering. */
export type DraftOrder = Readonly<ReturnType<typeof newDraft>>;

export function newDraft() {
  return {
    ...newForm({
      search: '',
      /** Shows the products of one category; empty for all. */
      category: '',
      '/customer/name': '',
      '/customer/phone': '',
      date: today(),
      /** The start of a slot, or `anyTime`; empty until the slots are loaded. */
      slot: '',
      /** For `anyTime`. */
      time: '',
      '/override_reason': '',
    }),
    products: [] as readonly Product[],
    lines: [] as readonly DraftLine[],
    /** Shortages of the last refusal. */
    shortages: [] as readonly Shortage[],
    /** Whether the pickup is as soon as possible. */
    isSoon: true,
    /** The slots of the chosen date, without past ones. */
    slots: [] as readonly Slot[],
    soonest: { kind: 'looking' } as Soonest | { readonly kind: 'looking' },
    /** Whether staff chose the time; otherwise it is the first free one. */
    isTimeChosen: false,
    /** Whether the draft is beside the products. */
    isWide: true,
    /** The last request without a definite answer. */
    attempt: null as Attempt<unknown> | null,
  };
}

export interface DraftLine {
  readonly product: Product;
  readonly quantity: number;
  readonly note: string;
}

export const anyTime = 'any';

export const maxQuantity = 1_000;

/** The API's limit of different products in an order. */
export const maxLines = 50;

/** Sets the quantity of a product; 0 removes its line. A line beyond the limit is not added. */
export function withQuantity(
  lines: readonly DraftLine[],
  product: Product,
  quantity: number,
): readonly DraftLine[] {
  const from = quantityOf(lines, product);
  const wanted = toQuantity(product, { from, wanted: Math.round(quantity), most: maxQuantity });
  if (wanted === 0) return lines.filter((line) => line.product.id !== product.id);
  if (from === 0) {
    return lines.length < maxLines ? [...lines, { product, quantity: wanted, note: '' }] : lines;
  }
  return lines.map((line) =>
    line.product.id === product.id ? { ...line, quantity: wanted } : line,
  );
}

export function withNote(
  lines: readonly DraftLine[],
  { id }: Product,
  note: string,
): readonly DraftLine[] {
  return lines.map((line) => (line.product.id === id ? { ...line, note } : line));
}

export function quantityOf(lines: readonly DraftLine[], { id }: Product): number {
  return lines.find(({ product }) => product.id === id)?.quantity ?? 0;
}

export function unitsOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

export function totalOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}

/** Hours from the order to the earliest pickup. */
export function leadTimeOf(lines: readonly DraftLine[]): number {
  return Math.max(0, ...lines.map(({ product }) => product.lead_time_hours));
}

/** The slots of the day before must not be chosen while those of the new day are loading. */
export function withDate(
  { values, faults }: DraftOrder,
  date: string,
): Pick<DraftOrder, 'slots' | 'values' | 'faults'> {
  return {
    slots: [],
    faults: ['date', 'slot', 'time'].reduce(withoutFaults, faults),
    values: { ...values, date, slot: values.slot === anyTime ? anyTime : '' },
  };
}

/** Keeps the chosen slot if the new slots have it, and chooses the first open one otherwise. */
export function withSlots(
  { values }: DraftOrder,
  offered: readonly Slot[],
): Pick<DraftOrder, 'slots' | 'values'> {
  const slots = offered.filter(({ refusal }) => refusal !== 'in the past');
  const known = [anyTime, ...slots.map(({ starts_at }) => starts_at)];
  const first = slots.find(({ refusal }) => refusal === null) ?? slots[0];
  const slot = known.includes(values.slot) ? values.slot : (first?.starts_at ?? anyTime);
  return { slots, values: { ...values, slot } };
}

/** Any time, or a slot that breaks a rule. */
export function needsReason({ values, slots }: DraftOrder): boolean {
  const chosen = slots.find(({ starts_at }) => starts_at === values.slot);
  return values.slot === anyTime || (chosen !== undefined && chosen.refusal !== null);
}
