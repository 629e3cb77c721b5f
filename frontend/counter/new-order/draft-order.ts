import type { Product } from '../../../shared/contract/products.ts';
import type { Attempt } from '../../components/attempt.ts';
import { newForm, withoutFaults } from '../../components/form.ts';
import type { Slot, Soonest } from '../../components/pickup-days.ts';
import type { Shortage } from '../../components/shortages.ts';
import { today } from '../../components/wording.ts';
import type { DraftLine } from './draft-line.ts';

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

export const anyTime = 'any';

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
