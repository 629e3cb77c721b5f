import type { DraftBuilder } from './draft.ts';
import { findNumberForm, type NumberForm, parseNumber } from './number-form.ts';
import type { Row, Table } from './table.ts';
import type { Separator } from './measure-text.ts';

/** Numbers in the form of the whole file. @param columns with prices, which tell the form best */
export function numberFormOf(
  table: Table,
  columns: readonly string[],
  { separator, draft }: { readonly separator: Separator; readonly draft: DraftBuilder },
): NumberForm {
  const cells = table.rows.flatMap((row) => columns.map((column) => table.cell(row, column)));
  const form = findNumberForm(cells, separator === ';' ? ',' : '.');
  if (form.isGuessed) draft.note(null, null, 'guessed-numbers', form.mark);
  return form;
}

/** A price of another program; undefined when the cell says that there is none, or when it is a fault. */
export function readPrice(
  draft: DraftBuilder,
  table: Table,
  row: Row,
  column: string,
  { mark }: NumberForm,
): number | undefined {
  const cell = table.cell(row, column);
  if (cell === '' || /^(variable|variabel)$/i.test(cell)) return undefined;
  const price = parseNumber(cell, mark);
  if (price !== undefined && price >= 0) return price;
  draft.fault(row.no, table.written(column), 'no-number', cell);
  return undefined;
}

/** Units in stock; a shop that sells more than it has counts below zero. */
export function readUnits(
  draft: DraftBuilder,
  table: Table,
  row: Row,
  column: string,
  { mark }: NumberForm,
): number | undefined {
  const cell = table.cell(row, column);
  if (cell === '') return undefined;
  const units = parseNumber(cell, mark);
  if (units === undefined) {
    draft.fault(row.no, table.written(column), 'no-number', cell);
    return undefined;
  }
  if (Number.isInteger(units)) return Math.max(0, units);
  draft.note(row.no, table.written(column), 'stock-not-counted', cell);
  return undefined;
}
