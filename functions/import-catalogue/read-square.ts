import { type Draft, DraftBuilder } from './draft.ts';
import { numberFormOf, readPrice, readUnits } from './cells.ts';
import type { NumberForm } from './number-form.ts';
import type { ReadTable } from './read-table.ts';
import type { Row, Table } from './table.ts';
import { addForeignProduct, hashKey, keyPart, lastOfPath, type Variant } from './variants.ts';

/**
 * A row is a variation. No column identifies the item: rows with the same name are one item, as in Square's own import.
 */
export function readSquare({ table, separator }: ReadTable): Draft {
  const draft = new DraftBuilder();
  const form = numberFormOf(table, ['price'], { separator, draft });
  const places = new Places(table);
  const category = table.first('reporting category', 'categories', 'category');
  const named = table.rows.filter((row) => {
    const hasName = table.cell(row, 'item name') !== '';
    if (!hasName) draft.fault(row.no, table.written('item name'), 'missing-name');
    return hasName;
  });
  noteModifierSets(draft, table);
  if (places.names.length > 1) draft.note(null, null, 'several-places', places.names.join('; '));
  refuseRepeated(draft, table, named);
  for (const [name, rows] of Map.groupBy(named, (row) => table.cell(row, 'item name'))) {
    const [first] = rows;
    if (!first) continue;
    const keys = rows.map((row) => variationKey(table, row));
    const priced = rows.flatMap((row) => readVariant(draft, table, row, form, places) ?? []);
    if (priced.length === 0) continue;
    const firstOf = (column: string) =>
      rows.map((row) => table.cell(row, column)).find((cell) => cell !== '') ?? '';
    const hidden = rows.map((row) => table.cell(row, 'archived').toUpperCase() === 'Y');
    addForeignProduct(draft, {
      row: first.no,
      keys: keys as [string, ...string[]],
      name,
      category: lastOfPath(firstCategory(firstOf(category) || firstOf('categories'))),
      description: firstOf('description'),
      isHidden: hidden.every(Boolean),
      pictures: [],
      attribute: attributeOf(table, first),
      variants: priced,
      isSimple: rows.length === 1,
      descriptionColumn: table.written('description'),
    });
  }
  return draft.finish({
    format: 'square',
    columns: {
      name: table.written('item name'),
      category: table.written(category),
      description: table.written('description'),
      price: table.written('price'),
    },
    ignoredColumns: table.ignored(),
  });
}

/** A comma separates categories, and none is known to be escaped. An identifier in parentheses may follow a name. */
function firstCategory(cell: string): string {
  return (cell.split(', ')[0] ?? '').replace(/\s*\([A-Z0-9]{20,}\)$/, '');
}

function variationKey(table: Table, row: Row): string {
  const token = table.cell(row, 'token');
  if (token !== '') return `square:${keyPart(token)}`;
  const sku = table.cell(row, 'sku');
  if (sku !== '') return `square:sku:${keyPart(sku)}`;
  return `square:name:${hashKey(table.cell(row, 'item name'), variationName(table, row))}`;
}

/** Option names of Square Online are internal: "#colour" and 36 characters. */
const internalName = /^#(.+?)[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function optionNumbers(table: Table): number[] {
  return [1, 2, 3, 4, 5].filter((no) => table.has(`option value ${no}`));
}

function attributeOf(table: Table, row: Row): string {
  return optionNumbers(table)
    .filter((no) => table.cell(row, `option value ${no}`) !== '')
    .map((no) => table.cell(row, `option name ${no}`).replace(internalName, '$1'))
    .filter((name) => name !== '' && name.toLowerCase() !== 'title')
    .join(', ');
}

function variationName(table: Table, row: Row): string {
  const values = optionNumbers(table)
    .map((no) => table.cell(row, `option value ${no}`))
    .filter((value) => value !== '');
  return values.join(', ') || table.cell(row, 'variation name') || 'Regular';
}

function readVariant(
  draft: DraftBuilder,
  table: Table,
  row: Row,
  form: NumberForm,
  places: Places,
): Variant | undefined {
  const faults = draft.faults.length;
  const price = readPrice(draft, table, row, 'price', form);
  const stock = places.unitsOf(draft, row, form);
  if (price === undefined) {
    if (draft.faults.length === faults) {
      draft.note(row.no, table.written('price'), 'no-price', table.cell(row, 'price'));
    }
    return undefined;
  }
  return {
    row: row.no,
    key: variationKey(table, row),
    name: variationName(table, row),
    price,
    isHidden: table.cell(row, 'archived').toUpperCase() === 'Y',
    stock,
  };
}

/** Each place has its own columns of quantities. Its name may contain anything, so columns are found by their beginnings. */
class Places {
  readonly names: readonly string[];
  readonly #table: Table;
  readonly #suffixes: readonly string[];

  constructor(table: Table) {
    this.#table = table;
    const suffixes = ['current quantity', 'new quantity'].flatMap((prefix) =>
      table.beginningWith(prefix).map((name) => name.slice(prefix.length)),
    );
    this.#suffixes = [...new Set(suffixes)];
    this.names = this.#suffixes.map((suffix) => {
      const column = table.first(`current quantity${suffix}`, `new quantity${suffix}`);
      return table.written(column).replace(/^(?:current|new) quantity\s*/i, '');
    });
  }

  /** All places together; a new quantity, which the user enters for an import, replaces the current one. */
  unitsOf(draft: DraftBuilder, row: Row, form: NumberForm): number | undefined {
    const counted = this.#suffixes.flatMap((suffix) => {
      const fresh = readUnits(draft, this.#table, row, `new quantity${suffix}`, form);
      const current = readUnits(draft, this.#table, row, `current quantity${suffix}`, form);
      return fresh ?? current ?? [];
    });
    return counted.length === 0 ? undefined : counted.reduce((sum, units) => sum + units, 0);
  }
}

/** The file says which items use a set of modifiers, and nothing about the modifiers. */
function noteModifierSets(draft: DraftBuilder, table: Table): void {
  for (const column of table.beginningWith('modifier set')) {
    const users = table.rows.filter((row) => table.cell(row, column).toUpperCase() === 'Y');
    if (users.length === 0) continue;
    draft.note(null, table.written(column), 'modifier-set', String(users.length));
  }
}

function refuseRepeated(draft: DraftBuilder, table: Table, rows: readonly Row[]): void {
  const keys = new Set<string>();
  const names = new Set<string>();
  for (const row of rows) {
    const key = variationKey(table, row);
    const name = JSON.stringify([table.cell(row, 'item name'), variationName(table, row)]);
    const isByToken = table.cell(row, 'token') !== '';
    if (keys.has(key)) {
      const column = isByToken ? 'token' : table.cell(row, 'sku') === '' ? 'variation name' : 'sku';
      draft.fault(row.no, table.written(column), 'repeated-key', table.cell(row, column));
    } else if (names.has(name)) {
      const value = variationName(table, row);
      draft.fault(row.no, table.written('variation name'), 'repeated-option', value);
    }
    keys.add(key);
    names.add(name);
  }
}
