// cspell:ignore sichtbarkeit katalog beschreibung kategorien bilder produkt attribut
import { type Draft, DraftBuilder } from './draft.ts';
import { numberFormOf, readPrice, readUnits } from './cells.ts';
import type { NumberForm } from './number-form.ts';
import type { ReadTable } from './read-table.ts';
import type { Row, Table } from './table.ts';
import { addForeignProduct, keyPart, lastOfPath, type Variant } from './variants.ts';

/** The names of columns in English and in the German translations of several years. */
const names = {
  id: ['id'],
  type: ['type', 'typ'],
  sku: ['sku', 'artikelnummer'],
  name: ['name'],
  published: ['published', 'veröffentlicht'],
  visibility: ['visibility in catalog', 'sichtbarkeit im katalog'],
  short: ['short description', 'kurzbeschreibung'],
  description: ['description', 'beschreibung'],
  stock: ['stock', 'lager', 'bestand', 'lagerbestand'],
  price: ['regular price', 'regulärer preis', 'normaler preis'],
  categories: ['categories', 'kategorien'],
  images: ['images', 'bilder'],
  parent: ['parent', 'übergeordnetes produkt'],
} as const;

type Column = keyof typeof names;

interface Woo {
  readonly draft: DraftBuilder;
  readonly table: Table;
  readonly form: NumberForm;
  readonly column: (name: Column) => string;
  readonly cell: (row: Row, name: Column) => string;
}

/** A row is a product, or a variation that names its product in `Parent`, in any order. */
export function readWooCommerce({ table, separator }: ReadTable): Draft {
  const draft = new DraftBuilder();
  const column = (name: Column) => table.first(...names[name]);
  const file: Woo = {
    draft,
    table,
    form: numberFormOf(table, [column('price')], { separator, draft }),
    column,
    cell: (row, name) => withoutApostrophe(table.cell(row, column(name))),
  };
  refuseRepeated(file);
  const ofType = Map.groupBy(table.rows, (row) => typeOf(file, row));
  for (const [type, rows] of ofType) {
    if (type === 'simple' || type === 'variable' || type === 'variation') continue;
    rows.forEach((row) =>
      draft.note(row.no, table.written(column('type')), 'unsupported-type', type),
    );
  }
  const variations = groupByParent(file, ofType);
  for (const row of table.rows) {
    const type = typeOf(file, row);
    if (type === 'simple') readProduct(file, row, [row], true);
    if (type === 'variable') readProduct(file, row, variations.get(row) ?? [], false);
  }
  return draft.finish({
    format: 'woocommerce',
    columns: {
      name: table.written(column('name')),
      category: table.written(column('categories')),
      description: table.written(column('description')),
      price: table.written(column('price')),
    },
    ignoredColumns: table.ignored(),
  });
}

/** The export puts an apostrophe before a text that begins like a formula. */
function withoutApostrophe(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r])/, '');
}

/** "simple" of "simple, virtual, downloadable". */
function typeOf({ cell }: Woo, row: Row): string {
  const [type = ''] = cell(row, 'type').toLowerCase().split(',');
  return type.trim();
}

function keyOf({ cell }: Woo, row: Row): string {
  const id = cell(row, 'id');
  return id === '' ? `woocommerce:sku:${keyPart(cell(row, 'sku'))}` : `woocommerce:${keyPart(id)}`;
}

/** The variations of each variable product, which they name by its SKU or, without one, as "id:40". */
function groupByParent(
  file: Woo,
  ofType: ReadonlyMap<string, readonly Row[]>,
): ReadonlyMap<Row, readonly Row[]> {
  const { draft, table, cell, column } = file;
  const parents = new Map<string, Row>();
  for (const row of ofType.get('variable') ?? []) {
    const sku = cell(row, 'sku');
    if (sku !== '') parents.set(sku, row);
    parents.set(`id:${cell(row, 'id')}`, row);
  }
  const children = new Map<Row, Row[]>();
  for (const row of ofType.get('variation') ?? []) {
    const parent = parents.get(cell(row, 'parent'));
    if (!parent) {
      draft.fault(row.no, table.written(column('parent')), 'unknown-parent', cell(row, 'parent'));
    } else children.set(parent, [...(children.get(parent) ?? []), row]);
  }
  return children;
}

function readProduct(file: Woo, row: Row, rows: readonly Row[], isSimple: boolean): void {
  const { draft, table, cell, column } = file;
  if (cell(row, 'name') === '') {
    draft.fault(row.no, table.written(column('name')), 'missing-name');
    return;
  }
  if (rows.length === 0) draft.note(row.no, table.written(column('price')), 'no-price');
  refuseRepeatedOptions(file, isSimple ? [] : rows);
  const variants = rows.flatMap((one) => readVariant(file, one, isSimple) ?? []);
  if (variants.length === 0) return;
  addForeignProduct(draft, {
    row: row.no,
    keys: [keyOf(file, row)],
    name: cell(row, 'name'),
    category: categoryOf(cell(row, 'categories')),
    description: withBreaks(cell(row, 'description')) || withBreaks(cell(row, 'short')),
    isHidden: isHiddenRow(file, row),
    pictures: splitList(cell(row, 'images')),
    attribute: attributesOf(table, row)
      .map(({ name }) => name)
      .join(', '),
    variants,
    // A parent may count for its variations.
    stock: isSimple ? undefined : readStock(file, row),
    isSimple,
    descriptionColumn: table.written(column('description')),
  });
}

function isHiddenRow({ cell }: Woo, row: Row): boolean {
  const published = cell(row, 'published');
  return (published !== '' && published !== '1') || cell(row, 'visibility') === 'hidden';
}

/** The export writes line breaks of descriptions as "\n", and a backslash before an n as "\\n". */
function withBreaks(text: string): string {
  return text.replaceAll(/(\\\\n)|\\n/g, (_, escaped?: string) => (escaped ? '\\n' : '\n'));
}

/** Values are separated by ", "; a comma in a value is "\,". */
function splitList(cell: string): string[] {
  return cell
    .split(/(?<!\\),/)
    .map((value) => value.replaceAll('\\,', ',').trim())
    .filter((value) => value !== '');
}

function categoryOf(cell: string): string {
  return lastOfPath(splitList(cell)[0] ?? '');
}

interface Attribute {
  readonly name: string;
  /** Empty for any value. */
  readonly value: string;
}

/** The number of an attribute differs between rows. */
function attributesOf(table: Table, row: Row): Attribute[] {
  const count = table.names.length;
  const found: Attribute[] = [];
  for (let no = 1; no <= count; no++) {
    const name = table.first(`attribute ${no} name`, `attribut ${no} name`);
    if (!table.has(name)) break;
    const value = table.first(`attribute ${no} value(s)`, `attribut ${no} wert(e)`);
    if (table.cell(row, name) === '') continue;
    found.push({
      name: table.cell(row, name),
      value: table.cell(row, value).replaceAll('\\,', ','),
    });
  }
  return found;
}

function variationName(file: Woo, row: Row): string {
  const values = attributesOf(file.table, row).map(({ value }) => value);
  return values.filter((value) => value !== '').join(', ') || file.cell(row, 'name');
}

function readVariant(file: Woo, row: Row, isSimple: boolean): Variant | undefined {
  const { draft, table, form, column } = file;
  const faults = draft.faults.length;
  const price = readPrice(draft, table, row, column('price'), form);
  const stock = readStock(file, row);
  if (price === undefined) {
    if (draft.faults.length === faults)
      draft.note(row.no, table.written(column('price')), 'no-price');
    return undefined;
  }
  return {
    row: row.no,
    key: keyOf(file, row),
    name: variationName(file, row),
    price,
    isHidden: !isSimple && isHiddenRow(file, row),
    stock,
  };
}

/** A variation whose stock its parent counts says "parent". */
function readStock(file: Woo, row: Row): number | undefined {
  const { draft, table, form, column } = file;
  if (file.cell(row, 'stock').toLowerCase() === 'parent') return undefined;
  return readUnits(draft, table, row, column('stock'), form);
}

function refuseRepeated(file: Woo): void {
  const { draft, table, cell, column } = file;
  for (const name of ['id', 'sku'] as const) {
    const seen = new Set<string>();
    for (const row of table.rows) {
      const value = cell(row, name);
      if (value === '') continue;
      if (seen.has(value)) draft.fault(row.no, table.written(column(name)), 'repeated-key', value);
      seen.add(value);
    }
  }
  for (const row of table.rows) {
    if (cell(row, 'id') === '' && cell(row, 'sku') === '') {
      draft.fault(row.no, table.written(column('id')), 'missing-key');
    }
  }
}

function refuseRepeatedOptions(file: Woo, rows: readonly Row[]): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const name = variationName(file, row);
    if (seen.has(name))
      file.draft.fault(row.no, file.table.written(file.column('name')), 'repeated-option', name);
    seen.add(name);
  }
}
