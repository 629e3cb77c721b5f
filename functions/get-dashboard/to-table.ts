import type { GetDashboardResponse } from '../../shared/contract/dashboard.ts';
import { toCsvNumber, toCsvText } from '../../shared/domain/csv-cell.ts';
import type { CsvCell } from '../../shared/http/csv-reply.ts';

const columns = ['table', 'item', 'category', 'orders', 'units', 'amount', 'currency'] as const;
type Row = Partial<Record<(typeof columns)[number], CsvCell>>;

/**
 * The report as one table: a row per day, hour, product and so on. The column `table` says which. Text from users is never
 * read as a formula.
 * @param locale the bakery's locale, which determines the decimal mark
 */
export function toTable(report: GetDashboardResponse, locale: string): CsvCell[][] {
  const money = (amount: number, currency = report.currency) => ({
    amount: toCsvNumber(amount, locale),
    currency,
  });
  const unitsOf = (table: string, products: GetDashboardResponse['waste']): Row[] =>
    products.map(({ name, units, worth }) => ({
      table,
      item: toCsvText(name),
      units,
      ...money(worth),
    }));
  const rows: Row[] = [
    { table: 'total', item: 'orders', orders: report.orders, ...money(report.revenue) },
    { table: 'total', item: 'accepted', orders: report.accepted },
    { table: 'total', item: 'cancelled', orders: report.cancelled },
    { table: 'total', item: 'not picked up', orders: report.missed },
    ...report.other_currencies.map(({ accepted, revenue, currency }) => ({
      table: 'total',
      item: 'accepted in another currency',
      orders: accepted,
      ...money(revenue, currency),
    })),
    ...report.by_day.map(({ date, orders, revenue }) => ({
      table: 'day',
      item: date,
      orders,
      ...money(revenue),
    })),
    ...report.by_hour.map(({ hour, orders, revenue }) => ({
      table: 'hour',
      item: `${hour}:00`,
      orders,
      ...money(revenue),
    })),
    ...report.by_category.map(({ category, units, revenue }) => ({
      table: 'category',
      category: toCsvText(category),
      units,
      ...money(revenue),
    })),
    ...report.by_product.map(({ name, category, units, revenue }) => ({
      table: 'product',
      item: toCsvText(name),
      category: toCsvText(category),
      units,
      ...money(revenue),
    })),
    ...report.by_option.flatMap(({ group, option, units, revenue, surcharges }) => {
      const names = { item: toCsvText(option), category: toCsvText(group) };
      return [
        { table: 'option', ...names, units, ...money(revenue) },
        { table: 'option surcharges', ...names, units, ...money(surcharges) },
      ];
    }),
    ...report.rejected.by_reason.map(({ reason, orders }) => ({
      table: 'rejected',
      item: reason,
      orders,
    })),
    ...unitsOf('sold at the counter', report.counter_sales),
    ...unitsOf('waste', report.waste),
    ...unitsOf('count loss', report.count_losses),
  ];
  return [[...columns], ...rows.map((row) => columns.map((column) => row[column]))];
}
