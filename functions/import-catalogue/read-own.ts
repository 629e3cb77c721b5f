import {
  type CellType,
  emptyList,
  exportedStockColumn,
  groupColumn,
  groupColumns,
  keyColumn,
  optionColumns,
  productColumns,
  recordColumn,
  type RecordType,
  recordTypes,
  stockColumn,
  useColumns,
} from '../../shared/domain/catalogue-file.ts';
import { unescapeFormulas } from '../../shared/domain/csv-formula.ts';
import { numberFormOf } from './cells.ts';
import { type Draft, DraftBuilder } from './draft.ts';
import { type NumberForm, parseNumber } from './number-form.ts';
import type { ReadTable } from './read-table.ts';
import { normaliseName, type Row, type Table } from './table.ts';

type AnyColumns = Readonly<Record<string, readonly [column: string, type: CellType]>>;

/** A row says everything about its product, option or group; a column that the file lacks says nothing. */
export function readOwn({ table, separator }: ReadTable): Draft {
  const draft = new DraftBuilder();
  const price = normaliseName(productColumns.price[0]);
  const file: OwnFile = { draft, table, form: numberFormOf(table, [price], { separator, draft }) };
  const keys = new Set<string>();
  for (const row of table.rows) {
    const record = recordOf(file, row);
    const key = keyIn(file, row, keyColumn);
    const group =
      record === 'option' || record === 'product group' ? keyIn(file, row, groupColumn) : '';
    if (record === undefined || key === undefined || group === undefined) continue;
    const identity = JSON.stringify(
      record === 'product group' ? [record, key, group] : [record, key],
    );
    if (keys.has(identity)) draft.fault(row.no, keyColumn, 'repeated-key', key);
    else addRecord(file, row, { record, key, group });
    keys.add(identity);
  }
  const columns = [productColumns, groupColumns, optionColumns, useColumns].flatMap((all) =>
    Object.entries<readonly [string, CellType]>(all).map(([field, [column]]) => [field, column]),
  );
  return draft.finish({
    format: 'own',
    columns: Object.fromEntries(columns) as Record<string, string>,
    ignoredColumns: table.ignored(),
  });
}

interface OwnFile {
  readonly draft: DraftBuilder;
  readonly table: Table;
  readonly form: NumberForm;
}

function recordOf({ draft, table }: OwnFile, row: Row): RecordType | undefined {
  const cell = table.cell(row, normaliseName(recordColumn)).toLowerCase();
  const found = recordTypes.find((type) => type === cell);
  if (!found) draft.fault(row.no, recordColumn, 'unknown-record', cell);
  return found;
}

function keyIn({ draft, table }: OwnFile, row: Row, column: string): string | undefined {
  const key = unescapeFormulas(table.cell(row, normaliseName(column)));
  if (/^[^\s;]{1,200}$/u.test(key)) return key;
  draft.fault(row.no, column, 'missing-key', key);
  return undefined;
}

function addRecord(
  file: OwnFile,
  row: Row,
  {
    record,
    key,
    group,
  }: { readonly record: RecordType; readonly key: string; readonly group: string },
): void {
  const { draft } = file;
  const base = { row: row.no, keys: [key] as [string], initial: {} };
  if (record === 'group') {
    draft.groups.push({ ...base, stated: readFields(file, row, groupColumns) });
  } else if (record === 'option') {
    draft.options.push({
      ...base,
      groupKeys: [group],
      stated: readFields(file, row, optionColumns),
    });
  } else if (record === 'product') {
    const stated = readFields(file, row, productColumns);
    draft.products.push({ ...base, stated, pictures: [], ...stocksOf(file, row) });
  } else {
    const stated = readFields(file, row, useColumns);
    draft.uses.push({ row: row.no, initial: {}, productKeys: [key], groupKeys: [group], stated });
  }
}

/** A stock that is the one of the export says nothing, because the shop has sold since. */
function stocksOf(file: OwnFile, row: Row) {
  const stock = readNumber(file, row, stockColumn);
  const exported = readNumber(file, row, exportedStockColumn);
  if (stock === null) return { stock: undefined, isStockUnchanged: true };
  return { stock, isStockUnchanged: stock === exported };
}

function readFields(file: OwnFile, row: Row, columns: AnyColumns): Record<string, unknown> {
  const entries = Object.entries(columns)
    .filter(([, [column]]) => file.table.has(normaliseName(column)))
    .map(([field, [column, type]]) => [field, readCell(file, row, column, type)] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** @returns undefined after a fault */
function readCell(file: OwnFile, row: Row, column: string, type: CellType): unknown {
  const { draft, table } = file;
  const cell = unescapeFormulas(table.cell(row, normaliseName(column)));
  switch (type) {
    case 'money':
    case 'number':
      return readNumber(file, row, column);
    case 'yes-no':
      if (/^(yes|ja|true|wahr|1)$/i.test(cell)) return true;
      if (/^(no|nein|false|falsch|0)$/i.test(cell)) return false;
      draft.fault(row.no, column, 'unknown-word', cell);
      return undefined;
    case 'list':
      return toList(cell);
    case 'declared-list':
      return cell === '' ? null : toList(cell);
    case 'text':
      return nullable.has(column) ? toMoment(cell) : cell;
  }
}

/** Columns whose empty cells are null. */
const nullable: ReadonlySet<string> = new Set([
  'Season from',
  'Season to',
  'Sale opens',
  'Sale closes',
  'Cut-off',
]);

/** A German spreadsheet writes 2026-12-01 as 01.12.2026, and a time with seconds. */
function toMoment(cell: string): string | null {
  if (cell === '') return null;
  return cell
    .replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1')
    .replace(/^(\d\d:\d\d):00$/, '$1')
    .replace(/^(\d:\d\d)(?::00)?$/, '0$1');
}

function toList(cell: string): string[] {
  const words = cell.split(/[;,]/).map((word) => word.trim());
  return words.filter((word) => word !== '' && word.toLowerCase() !== emptyList);
}

/** @returns null for an empty cell, and after a fault */
function readNumber({ draft, table, form }: OwnFile, row: Row, column: string): number | null {
  const cell = table.cell(row, normaliseName(column));
  if (cell === '') return null;
  const number = parseNumber(cell, form.mark);
  if (number === undefined) draft.fault(row.no, column, 'no-number', cell);
  return number ?? null;
}
