import { stringify } from 'csv-stringify/sync';
import type { BakeSheet } from '../../shared/contract/bake-sheet.ts';
import { timeAt } from '../../shared/domain/calendar.ts';
import { csvSeparatorFor, joinCsvTexts, toCsvText } from '../../shared/domain/csv-cell.ts';

/**
 * The sheet as a table: a row per product, and a column per slot with pickups, named by its local
 * time. Text from users is never read as a formula.
 * @param locale the bakery's locale, which determines the separator
 */
export function toCsv({ products }: BakeSheet, timeZone: string, locale: string): string {
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
    ...slots.map((startsAt) => timeAt(new Date(startsAt), timeZone)),
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
    ...slots.map((slot) => product.slots.find(({ starts_at }) => starts_at === slot)?.units),
    [...product.allergens, ...(product.allergens_declared ? [] : ['not declared'])].join(', '),
    product.traces.join(', '),
    joinCsvTexts(
      product.notes.map(({ order_id, quantity, note }) => ({
        text: note,
        suffix: ` (${quantity} × order ${order_id})`,
      })),
    ),
  ]);
  // Excel reads a file as UTF-8 only with a byte order mark.
  return stringify([header, ...rows], {
    bom: true,
    delimiter: csvSeparatorFor(locale),
    // Also quotes cells that contain another separator.
    quoted_match: /[;,\t|]/,
    record_delimiter: 'windows',
  });
}
