import { type Draft, DraftBuilder } from './draft.ts';
import { numberFormOf, readPrice, readUnits } from './cells.ts';
import type { NumberForm } from './number-form.ts';
import type { ReadTable } from './read-table.ts';
import type { Table } from './table.ts';
import { type Row } from './table.ts';
import { addForeignProduct, hashKey, keyPart, lastOfPath, type Variant } from './variants.ts';

/** The names of columns, before and since the template of 2025. */
const names = {
  handle: ['handle', 'url handle'],
  description: ['body (html)', 'description'],
  published: ['published', 'published on online store'],
  price: ['variant price', 'price'],
  tracker: ['variant inventory tracker', 'inventory tracker'],
  quantity: ['variant inventory qty', 'inventory quantity'],
  picture: ['image src', 'product image url'],
  taxonomy: ['product category'],
} as const;

type Column = keyof typeof names;

interface Shopify {
  readonly draft: DraftBuilder;
  readonly table: Table;
  readonly form: NumberForm;
  readonly column: (name: Column) => string;
  readonly cell: (row: Row, name: Column) => string;
}

/**
 * A product is all rows of a handle. Its own fields stand in the first of them. A row without a price and an option is
 * another picture.
 */
export function readShopify({ table, separator }: ReadTable): Draft {
  const draft = new DraftBuilder();
  const column = (name: Column) => table.first(...names[name]);
  const file: Shopify = {
    draft,
    table,
    form: numberFormOf(table, [column('price')], { separator, draft }),
    column,
    cell: (row, name) => table.cell(row, column(name)),
  };
  const handled = table.rows.filter((row) => {
    const hasHandle = handleOf(file, row) !== '';
    if (!hasHandle) draft.fault(row.no, table.written(column('handle')), 'missing-key');
    return hasHandle;
  });
  for (const [handle, rows] of Map.groupBy(handled, (row) => handleOf(file, row))) {
    readProduct(file, handle, rows);
  }
  return draft.finish({
    format: 'shopify',
    columns: {
      name: table.written('title'),
      category: table.written('type'),
      description: table.written(column('description')),
      price: table.written(column('price')),
    },
    ignoredColumns: table.ignored(),
  });
}

/** Shopify makes the handle of a new product from its title. */
function handleOf(file: Shopify, row: Row): string {
  return (
    file.cell(row, 'handle') || file.table.cell(row, 'title').toLowerCase().replaceAll(/\s+/g, '-')
  );
}

function readProduct(file: Shopify, handle: string, rows: readonly Row[]): void {
  const { draft, table, cell, column } = file;
  const firstOf = (read: (row: Row) => string) => rows.map(read).find((text) => text !== '') ?? '';
  const [first] = rows;
  const name = firstOf((row) => table.cell(row, 'title'));
  if (!first) return;
  if (name === '') {
    draft.fault(first.no, table.written('title'), 'missing-name', handle);
    return;
  }
  const key = `shopify:${keyPart(handle)}`;
  const variantRows = rows.filter(
    (row) => cell(row, 'price') !== '' || optionValues(table, row).length > 0 || row === first,
  );
  refuseRepeated(file, variantRows);
  const variants = variantRows.flatMap((row) => readVariant(file, key, row) ?? []);
  if (variants.length === 0) return;
  addForeignProduct(draft, {
    row: first.no,
    keys: [key],
    name,
    category:
      firstOf((row) => table.cell(row, 'type')) ||
      lastOfPath(firstOf((row) => cell(row, 'taxonomy'))),
    description: firstOf((row) => cell(row, 'description')),
    isHidden: isHidden(file, rows),
    pictures: rows.map((row) => cell(row, 'picture')),
    attribute: attributeOf(table, first),
    variants,
    isSimple: variantRows.length === 1,
    descriptionColumn: table.written(column('description')),
  });
}

function isHidden({ table, cell }: Shopify, rows: readonly Row[]): boolean {
  const status =
    rows.map((row) => table.cell(row, 'status')).find((text) => text !== '') ?? 'active';
  const published = rows.map((row) => cell(row, 'published')).find((text) => text !== '') ?? 'true';
  return status.toLowerCase() !== 'active' || published.toLowerCase() === 'false';
}

const optionNumbers = [1, 2, 3] as const;

/** Without options, the only value is "Default Title". */
function optionValues(table: Table, row: Row): string[] {
  return optionNumbers
    .map((no) => withoutApostrophe(table.cell(row, `option${no} value`)))
    .filter((value) => value !== '');
}

/** The export puts an apostrophe before texts that begin like a formula, and before bare numbers. */
function withoutApostrophe(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r]|\d+$)/, '');
}

function attributeOf(table: Table, row: Row): string {
  return optionNumbers
    .filter((no) => table.cell(row, `option${no} value`) !== '')
    .map((no) => table.cell(row, `option${no} name`))
    .filter((name) => name !== '' && name.toLowerCase() !== 'title')
    .join(', ');
}

function readVariant(file: Shopify, key: string, row: Row): Variant | undefined {
  const { draft, table, form, column, cell } = file;
  const faults = draft.faults.length;
  const price = readPrice(draft, table, row, column('price'), form);
  const isCounted = cell(row, 'tracker') !== '';
  const stock = isCounted ? readUnits(draft, table, row, column('quantity'), form) : undefined;
  if (price === undefined) {
    if (draft.faults.length === faults)
      draft.note(row.no, table.written(column('price')), 'no-price');
    return undefined;
  }
  const values = optionValues(table, row);
  return {
    row: row.no,
    key: `${key}/${hashKey(...values)}`,
    name: values.join(', ') || 'Default',
    price,
    isHidden: false,
    stock,
  };
}

function refuseRepeated({ draft, table }: Shopify, rows: readonly Row[]): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const values = optionValues(table, row).join(', ');
    if (seen.has(values)) {
      draft.fault(row.no, table.written('option1 value'), 'repeated-option', values);
    }
    seen.add(values);
  }
}
