import type { Draft, FileFault } from './draft.ts';
import { readOwn } from './read-own.ts';
import { readShopify } from './read-shopify.ts';
import { readSquare } from './read-square.ts';
import type { ReadTable } from './read-table.ts';
import { readWooCommerce } from './read-woocommerce.ts';
import type { Table } from './table.ts';

const readers = {
  own: readOwn,
  square: readSquare,
  shopify: readShopify,
  woocommerce: readWooCommerce,
} as const;

/** What a file says about the catalogue. */
export function readDraft(read: ReadTable): Draft {
  const draft = readers[read.format](read);
  return { ...draft, faults: [...faultsOfTable(read.table), ...draft.faults] };
}

/** A row may be shorter than the header, because some programs leave out empty cells at its end. */
function faultsOfTable(table: Table): FileFault[] {
  const repeated = table.repeated().map((name): FileFault => ({
    row: table.headerRow,
    column: table.written(name),
    reason: 'repeated-column',
    value: table.written(name),
  }));
  const tooLong = table.rows.flatMap(({ no, cells }): FileFault[] => {
    const extra = cells.slice(table.names.length).filter((cell) => cell.trim() !== '');
    return extra.length === 0
      ? []
      : [{ row: no, column: null, reason: 'too-many-cells', value: extra.join(', ') }];
  });
  return [...repeated, ...tooLong];
}
