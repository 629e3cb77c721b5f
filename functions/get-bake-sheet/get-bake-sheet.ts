import type { BakeSheet } from '../../shared/contract/bake-sheet.ts';
import { findBakeSheetLines, findPlannedUnits } from '../../shared/db/bake-sheet.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { type BakeSheetProduct, toBakeSheet } from '../../shared/domain/bake-sheet.ts';
import { dayBounds, type LocalDate } from '../../shared/domain/calendar.ts';
import { cutOffFor } from '../../shared/domain/pickup.ts';

/** What to bake for a day, with the time zone of its slots. */
export async function getBakeSheet(
  db: Queryable,
  date: LocalDate,
  now: Date,
): Promise<{ sheet: BakeSheet; timeZone: string }> {
  const rules = await getPickupRules(db);
  const { timeZone } = rules;
  const cutOff = cutOffFor(rules, date);
  const [lines, plans] = await Promise.all([
    findBakeSheetLines(db, date, dayBounds(date, timeZone), cutOff),
    findPlannedUnits(db, date),
  ]);
  const isPastCutOff = now >= cutOff;
  const sheet = {
    date,
    special_day: rules.specialDays.get(date) ?? null,
    cut_off_at: cutOff.toISOString(),
    is_past_cut_off: isPastCutOff,
    products: toBakeSheet(lines, plans, isPastCutOff).map(toResponse),
  };
  return { sheet, timeZone };
}

function toResponse(product: BakeSheetProduct): BakeSheet['products'][number] {
  const { units, unitsAtCutOff } = product;
  return {
    product_id: product.productId,
    name: product.name,
    kind: product.kind,
    units,
    planned: product.planned,
    to_bake: product.toBake,
    baked: product.baked,
    units_done: product.unitsDone,
    units_set_aside: product.unitsSetAside,
    units_at_cut_off: unitsAtCutOff,
    change_since_cut_off: changeOf(product),
    batch_size: product.batchSize,
    batches: product.batches,
    allergens: [...product.allergens],
    traces: [...product.traces],
    allergens_declared: product.allergensDeclared,
    slots: product.slots.map((slot) => ({
      starts_at: slot.startsAt.toISOString(),
      units: slot.units,
    })),
    variants: product.variants.map((variant) => ({
      choices: variant.choices,
      units: variant.units,
      units_done: variant.unitsDone,
      units_at_cut_off: variant.unitsAtCutOff,
      change_since_cut_off: changeOf(variant),
    })),
    inscriptions: product.inscriptions.map(({ choices, group, text, piece, quantity, ...one }) => ({
      order_id: one.orderId,
      pickup_at: one.pickupAt.toISOString(),
      choices,
      group,
      text,
      piece,
      quantity,
      is_done: one.isDone,
      change_since_cut_off: one.changeSinceCutOff,
    })),
    notes: product.notes.map(({ orderId, pickupAt, quantity, note }) => ({
      order_id: orderId,
      pickup_at: pickupAt.toISOString(),
      quantity,
      note,
    })),
  };
}

function changeOf({ units, unitsAtCutOff }: Pick<BakeSheetProduct, 'units' | 'unitsAtCutOff'>) {
  return unitsAtCutOff === null ? null : units - unitsAtCutOff;
}
