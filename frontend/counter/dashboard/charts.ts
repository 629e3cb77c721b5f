import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import { type Column, createColumnChart } from '../../components/column-chart.ts';
import { element } from '../../components/element.ts';
import { createRanking, type Ranked } from '../../components/ranking.ts';
import { wordReason } from '../../components/words.ts';
import {
  formatDay,
  formatDayOfMonth,
  formatHour,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShortMoney,
  formatShortNumber,
} from '../../components/wording.ts';
import { words } from './words.ts';

/** The most days with a column each; longer periods have a column per month, to fit a phone. */
const maxDays = 92;
const maxProducts = 10;

/** All charts of a period. A sentence replaces a chart without data. */
export function createCharts(figures: Figures): HTMLElement[] {
  return [...createTakings(figures), ...createRankings(figures)];
}

interface Takings {
  readonly orders: number;
  readonly revenue: number;
}

function createTakings({ orders, by_day, by_hour }: Figures): HTMLElement[] {
  if (orders === 0) return [createPanel(words.orders, createNothing(words.noOrders))];
  const isLong = by_day.length > maxDays;
  const spans = isLong ? sumByMonth(by_day) : by_day;
  const nameSpan = isLong ? formatMonth : formatDay;
  const labelSpan = isLong ? formatMonth : formatDayOfMonth;
  const what = isLong ? words.month : words.day;
  const columns = (value: (takings: Takings) => number): Column[] =>
    spans.map((span) => ({
      label: labelSpan(span.date),
      name: nameSpan(span.date),
      value: value(span),
    }));
  const hours = by_hour.map(({ hour, orders }) => ({
    label: formatHour(hour),
    name: formatHour(hour),
    value: orders,
  }));
  return [
    // A single day needs no chart by day.
    ...(by_day.length === 1
      ? []
      : [
          createMoneyChart(
            isLong ? words.revenueByMonth : words.revenueByDay,
            what,
            columns(({ revenue }) => revenue),
          ),
          createCountChart(
            isLong ? words.ordersByMonth : words.ordersByDay,
            what,
            columns(({ orders }) => orders),
          ),
        ]),
    createCountChart(words.ordersByHour, words.hour, hours),
  ];
}

function createMoneyChart(title: string, what: string, columns: readonly Column[]): HTMLElement {
  return element(
    'section',
    { className: 'panel' },
    createColumnChart({
      title,
      columns,
      format: formatMoney,
      formatShort: formatShortMoney,
      isCount: false,
      words: { table: words.table, what },
    }),
  );
}

function createCountChart(title: string, what: string, columns: readonly Column[]): HTMLElement {
  return element(
    'section',
    { className: 'panel' },
    createColumnChart({
      title,
      columns,
      format: formatNumber,
      formatShort: formatShortNumber,
      isCount: true,
      words: { table: words.table, what },
    }),
  );
}

function createRankings({ by_product, rejected, waste }: Figures): HTMLElement[] {
  const products = by_product.map(({ name, units, revenue }) => ({ name, units, amount: revenue }));
  const wasted = waste.map(({ name, units, worth }) => ({ name, units, amount: worth }));
  const reasons = rejected.by_reason.map(({ reason, orders }) => ({
    name: wordReason(reason),
    value: orders,
    cells: [formatNumber(orders)],
  }));
  return [
    createRanked(
      words.products,
      [words.product, words.units, words.revenue],
      rankProducts(products),
      words.noProducts,
    ),
    createRanked(words.rejections, [words.reason, words.orders], reasons, words.noRejections),
    createRanked(
      words.waste,
      [words.product, words.units, words.worth],
      rankProducts(wasted),
      words.noWaste,
    ),
  ];
}

function createRanked(
  title: string,
  columns: readonly string[],
  rows: readonly Ranked[],
  none: string,
): HTMLElement {
  return createPanel(
    title,
    rows.length === 0 ? createNothing(none) : createRanking(title, columns, rows),
  );
}

interface Amount {
  readonly name: string;
  readonly units: number;
  readonly amount: number;
}

/** The best products one by one, and the rest as a sum. */
function rankProducts(products: readonly Amount[]): Ranked[] {
  const first = products.slice(0, maxProducts);
  const others = products.slice(maxProducts);
  const rest: Amount = others.reduce(
    (sum, { units, amount }) => ({
      ...sum,
      units: sum.units + units,
      amount: sum.amount + amount,
    }),
    { name: words.others(others.length), units: 0, amount: 0 },
  );
  return [...first, ...(others.length > 0 ? [rest] : [])].map(({ name, units, amount }) => ({
    name,
    value: amount,
    cells: [formatNumber(units), formatMoney(Math.round(amount * 100) / 100)],
  }));
}

/** Sums by month; the date is the month's first day in the period. */
function sumByMonth(days: Figures['by_day']): Figures['by_day'] {
  const months = Map.groupBy(days, ({ date }) => date.slice(0, 7));
  return [...months.values()].map((of) => ({
    date: of[0]?.date ?? '',
    orders: of.reduce((sum, { orders }) => sum + orders, 0),
    revenue: Math.round(of.reduce((sum, { revenue }) => sum + revenue * 100, 0)) / 100,
  }));
}

function createPanel(title: string, content: HTMLElement): HTMLElement {
  return element('section', { className: 'panel' }, element('h3', { textContent: title }), content);
}

function createNothing(sentence: string): HTMLElement {
  return element('p', { className: 'quiet', textContent: sentence });
}
