import type { ExportDataQuery, ExportKind } from '../../shared/contract/exports.ts';
import { findKeyedCatalogue } from '../../shared/db/catalogue-import.ts';
import type { Queryable } from '../../shared/db/database.ts';
import {
  type ExportedPeriod,
  findExportedCustomers,
  findExportedLines,
  findExportedMovements,
  findExportedPlans,
} from '../../shared/db/exports.ts';
import { getTimeZone } from '../../shared/db/settings.ts';
import { dayBounds } from '../../shared/domain/calendar.ts';
import { fileColumns } from '../../shared/domain/catalogue-file.ts';
import {
  customerColumns,
  lineColumns,
  movementColumns,
  planColumns,
  toCells,
  type Exported,
} from './tables.ts';
import { toCatalogueRows } from './catalogue-rows.ts';
import { mostRows, type Part, type Table, toPart } from './to-part.ts';

/** A part of what the bakery owns. */
export async function exportData(
  db: Queryable,
  kind: ExportKind,
  { form, from, to, cursor = '0' }: ExportDataQuery,
): Promise<Part> {
  const timeZone = await getTimeZone(db);
  const period: ExportedPeriod = {
    from: from === undefined ? null : dayBounds(from, timeZone).from,
    to: to === undefined ? null : dayBounds(to, timeZone).to,
    fromDate: from ?? null,
    toDate: to ?? null,
    after: cursor,
    limit: mostRows + 1,
  };
  return toPart(await readTable(db, kind, period, timeZone), form);
}

async function readTable(
  db: Queryable,
  kind: ExportKind,
  period: ExportedPeriod,
  timeZone: string,
): Promise<Table> {
  const table = (columns: readonly string[], rows: readonly Exported[]): Table => ({
    columns,
    rows: rows.map(({ cursor, ...row }) => ({ cursor, cells: toCells(row, timeZone) })),
  });
  switch (kind) {
    case 'products': {
      const all = toCatalogueRows(await findKeyedCatalogue(db));
      const rows = all.map((cells, at) => ({ cursor: String(at + 1), cells }));
      return { columns: fileColumns, rows: rows.slice(Number(period.after)) };
    }
    case 'orders':
      return table(lineColumns, await findExportedLines(db, period));
    case 'stock-movements':
      return table(movementColumns, await findExportedMovements(db, period));
    case 'plans':
      return table(planColumns, await findExportedPlans(db, period));
    case 'customers':
      return table(customerColumns, await findExportedCustomers(db, period));
  }
}
