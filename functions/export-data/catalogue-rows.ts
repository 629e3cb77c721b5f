import {
  type CellType,
  emptyList,
  exportedStockColumn,
  fileColumns,
  groupColumn,
  groupColumns,
  keyColumn,
  listSeparator,
  optionColumns,
  productColumns,
  recordColumn,
  type RecordType,
  stockColumn,
  useColumns,
} from '../../shared/domain/catalogue-file.ts';
import type { KeyedCatalogue } from '../../shared/domain/catalogue-import.ts';
import type { Cell } from './write-cell.ts';

/** Groups with their options come before the products that use them, so that a part needs only the parts before it. */
export function toCatalogueRows({ products, groups, options, uses }: KeyedCatalogue): Cell[][] {
  const ofGroup = Map.groupBy(
    options.filter(({ isRetired }) => !isRetired),
    ({ group }) => group,
  );
  const ofProduct = Map.groupBy(uses, ({ product }) => product);
  return [
    ...groups
      .filter(({ isRetired }) => !isRetired)
      .flatMap(({ key, fields }) => [
        toRow('group', key, fields, groupColumns),
        ...(ofGroup.get(key) ?? []).map((option) =>
          toRow('option', option.key, option.fields, optionColumns, { [groupColumn]: key }),
        ),
      ]),
    ...products.flatMap(({ key, fields, stock }) => [
      toRow('product', key, fields, productColumns, {
        [stockColumn]: stock,
        [exportedStockColumn]: stock,
      }),
      ...(ofProduct.get(key) ?? []).map((use) =>
        toRow('product group', key, use.fields, useColumns, { [groupColumn]: use.group }),
      ),
    ]),
  ];
}

function toRow<Fields extends object>(
  record: RecordType,
  key: string,
  fields: Fields,
  columns: Readonly<Record<keyof Fields, readonly [column: string, type: CellType]>>,
  more: Readonly<Record<string, Cell>> = {},
): Cell[] {
  const cells = new Map<string, Cell>([
    [recordColumn, record],
    [keyColumn, key],
    ...Object.entries(more),
    ...(Object.keys(columns) as (keyof Fields)[]).map((field): [string, Cell] => {
      const [column, type] = columns[field];
      return [column, toCell(fields[field], type)];
    }),
  ]);
  return fileColumns.map((column) => cells.get(column) ?? null);
}

function toCell(value: unknown, type: CellType): Cell {
  if (!Array.isArray(value)) return value as Cell;
  if (type === 'declared-list' && value.length === 0) return emptyList;
  return value.join(listSeparator);
}
