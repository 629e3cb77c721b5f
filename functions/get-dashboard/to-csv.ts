import { stringify } from 'csv-stringify/sync';
import type { GetDashboardResponse } from '../../shared/contract/dashboard.ts';
import { csvSeparatorFor, toCsvNumber, toCsvText } from '../../shared/domain/csv-cell.ts';

const columns = ['table', 'item', 'category', 'orders', 'units', 'amount', 'currency'] as const;
type Row = Partial<Record<(typeof columns)[number], string | number>>;

/**
 * The report as one table: a row per day, hour, product and so on, told apart by the column `table`. Text from users
 * is never read as a formula.
 * @param locale the bakery's locale, which determines the separator and the decimal mark
 */
export function toCsv(report: GetDashboardResponse, locale: string): string {
  const { currency } = report;
  const money = (amount: number) => ({ amount: toCsvNumber(amount, locale), currency });
  const rows: Row[] = [
    { table: 'total', item: 'orders', orders: report.orders, ...money(report.revenue) },
    { table: 'total', item: 'accepted', orders: report.accepted },
    { table: 'total', item: 'cancelled', orders: report.cancelled },
    ...report.other_currencies.map(({ accepted, revenue, currency: other }) => ({
      ...{ table: 'total', item: 'accepted in another currency', orders: accepted },
      ...money(revenue),
      currency: other,
    })),
    ...report.by_day.map(({ date, orders, revenue }) => ({
      ...{ table: 'day', item: date, orders },
      ...money(revenue),
    })),
    ...report.by_hour.map(({ hour, orders, revenue }) => ({
      ...{ table: 'hour', item: `${hour}:00`, orders },
      ...money(revenue),
    })),
    ...report.by_category.map(({ category, units, revenue }) => ({
      ...{ table: 'category', category: toCsvText(category), units },
      ...money(revenue),
    })),
    ...report.by_product.map(({ name, category, units, revenue }) => ({
      ...{ table: 'product', item: toCsvText(name), category: toCsvText(category), units },
      ...money(revenue),
    })),
    ...report.rejected.by_reason.map(({ reason, orders }) => ({
      ...{ table: 'rejected', item: reason, orders },
    })),
    ...lossRows('waste', report.waste),
    ...lossRows('count loss', report.count_losses),
  ];
  function lossRows(table: string, losses: GetDashboardResponse['waste']): Row[] {
    return losses.map(({ name, units, worth }) => ({
      ...{ table, item: toCsvText(name), units },
      ...money(worth),
    }));
  }
  // Excel reads a file as UTF-8 only with a byte order mark.
  return stringify(rows, {
    header: true,
    columns: [...columns],
    bom: true,
    delimiter: csvSeparatorFor(locale),
    // Also quotes cells that contain another separator.
    quoted_match: /[;,\t|]/,
    record_delimiter: 'windows',
  });
}
