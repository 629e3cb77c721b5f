import type { BakeSheet } from '../../shared/contract/bake-sheet.ts';
import { timeAt } from '../../shared/domain/calendar.ts';
import { joinCsvTexts, toCsvText } from '../../shared/domain/csv-cell.ts';
import type { CsvCell } from '../../shared/http/csv-reply.ts';

/**
 * The sheet as a table: a row per product, and a column per slot with pickups, named by its local
 * time. Text from users is never read as a formula.
 */
export function toTable({ products }: BakeSheet, timeZone: string): CsvCell[][] {
  const starts = new Set(products.flatMap(({ slots }) => slots.map(({ starts_at }) => starts_at)));
  const slots = [...starts].toSorted();
  const header = [
    'product',
    'name',
    'kind',
    'units',
    'done',
    'at cut-off',
    'change',
    'batch size',
    'batches',
    'planned',
    'to bake',
    'baked',
    ...slots.map((startsAt) => timeAt(new Date(startsAt), timeZone)),
    'options',
    'texts',
    'allergens',
    'traces',
    'notes',
  ];
  const rows = products.map((product) => [
    product.product_id,
    toCsvText(product.name),
    product.kind,
    product.units,
    product.units_done,
    product.units_at_cut_off,
    product.change_since_cut_off,
    product.batch_size,
    product.batches,
    product.planned,
    product.to_bake,
    product.baked,
    ...slots.map((slot) => product.slots.find(({ starts_at }) => starts_at === slot)?.units),
    joinCsvTexts(
      product.variants.map(({ choices, units }) => ({
        text: choices === '' ? 'without options' : choices,
        suffix: ` (${units} ×)`,
      })),
    ),
    joinCsvTexts(
      product.inscriptions
        .filter(({ change_since_cut_off: change }) => change !== 'removed')
        .map(({ order_id, quantity, text, choices }) => ({
          text,
          suffix: ` (${[`${quantity} × order ${order_id}`, choices].filter((part) => part !== '').join(', ')})`,
        })),
    ),
    [...product.allergens, ...(product.allergens_declared ? [] : ['not declared'])].join(', '),
    product.traces.join(', '),
    joinCsvTexts(
      product.notes.map(({ order_id, quantity, note }) => ({
        text: note,
        suffix: ` (${quantity} × order ${order_id})`,
      })),
    ),
  ]);
  return [header, ...rows];
}
