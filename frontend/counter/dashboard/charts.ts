import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import { type Column, type ColumnChart, columnChart } from '../../components/column-chart.ts';
import { html, nothing, type TemplateResult } from '../../components/html.ts';
import { type Ranked, ranking } from '../../components/ranking.ts';
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
const maxRanked = 10;

/** The selected column of each chart, by its title. */
export type Selected = Readonly<Record<string, number>>;

type OnSelect = (title: string, index: number) => void;

/** All charts of a period, compared with the period before. A sentence replaces a chart without data. */
export function reportCharts(
  figures: Figures,
  before: Figures,
  selected: Selected,
  onSelect: OnSelect,
) {
  const charts = figures.orders === 0 ? [] : listCharts(figures, before);
  return html`<div class="charts">
    ${figures.orders === 0 ? panel(words.orders, nothingToShow(words.noOrders)) : nothing}
    ${charts.map(
      (chart) =>
        html`<section class="panel">
          ${columnChart(chart, selected[chart.title], (index) => onSelect(chart.title, index))}
        </section>`,
    )}
    ${rankings(figures)}
  </div>`;
}

function listCharts({ by_day, by_hour }: Figures, before: Figures): ColumnChart[] {
  const isLong = by_day.length > maxDays;
  const spans = isLong ? sumByMonth(by_day) : by_day;
  const what = isLong ? words.month : words.day;
  const columns = (key: 'revenue' | 'orders') =>
    spans.map(({ date, [key]: value }, index) => {
      // A day is compared with the same weekday; months have different lengths.
      const same = isLong ? undefined : before.by_day[index]?.[key];
      return {
        label: isLong ? formatMonth(date) : formatDayOfMonth(date),
        name: isLong ? formatMonth(date) : formatDay(date),
        value,
        ...(same !== undefined && { before: same }),
      };
    });
  const hours = by_hour.map(({ hour, orders: value }) => {
    const name = formatHour(hour);
    return { label: name, name, value };
  });
  const byDay = [
    moneyChart(isLong ? words.revenueByMonth : words.revenueByDay, what, columns('revenue')),
    countChart(isLong ? words.ordersByMonth : words.ordersByDay, what, columns('orders')),
  ];
  // A single day needs no chart by day.
  // The hours 0, 6, 12 and 18.
  const byHour = { ...countChart(words.ordersByHour, words.hour, hours), labelStep: 6 };
  return [...(by_day.length === 1 ? [] : byDay), byHour];
}

const chartWords = { table: words.table, before: words.before, previous: words.previous };

function moneyChart(title: string, what: string, columns: readonly Column[]): ColumnChart {
  const formats = { format: formatMoney, formatShort: formatShortMoney, isCount: false };
  return { title, columns, ...formats, words: { ...chartWords, what } };
}

function countChart(title: string, what: string, columns: readonly Column[]): ColumnChart {
  const formats = { format: formatNumber, formatShort: formatShortNumber, isCount: true };
  return { title, columns, ...formats, words: { ...chartWords, what } };
}

function rankings(figures: Figures) {
  const { by_product, by_category, rejected, counter_sales, waste, count_losses } = figures;
  const sold = (name: string, units: number, amount: number) => ({ name, units, amount });
  const products = by_product.map(({ name, units, revenue }) => sold(name, units, revenue));
  const categories = by_category.map((of) =>
    sold(of.category === '' ? words.noCategory : of.category, of.units, of.revenue),
  );
  const ofProducts = (list: Figures['waste']) =>
    list.map(({ name, units, worth }) => sold(name, units, worth));
  const reasons = rejected.by_reason.map(({ reason, orders }) => ({
    name: wordReason(reason),
    value: orders,
    cells: [formatNumber(orders)],
  }));
  const { product, units, revenue, worth, reason, orders } = words;
  return [
    ranked(words.products, [product, units, revenue], rankAmounts(products), words.noProducts),
    ranked(
      words.categories,
      [words.category, units, revenue],
      rankAmounts(categories),
      words.noProducts,
    ),
    ...optionRankings(figures.by_option),
    ranked(words.rejections, [reason, orders], reasons, words.noRejections),
    ...[
      { title: words.counterSales, list: counter_sales, none: words.noCounterSales },
      { title: words.waste, list: waste, none: words.noWaste },
      { title: words.losses, list: count_losses, none: words.noLosses },
    ].map(({ title, list, none }) =>
      ranked(title, [product, units, worth], rankAmounts(ofProducts(list)), none),
    ),
  ];
}

type SoldOption = Figures['by_option'][number];

/** A table for each group, and one for the options that have their group for themselves. */
function optionRankings(options: readonly SoldOption[]) {
  const isAlone = ({ kind }: SoldOption) => kind === 'text' || kind === 'yes_no';
  const groups = Map.groupBy(options, (option) => (isAlone(option) ? '' : option.group));
  const table = (title: string, of: readonly SoldOption[]) =>
    ranked(
      title,
      [words.option, words.units, words.surcharges, words.revenue],
      rankOptions(of.map((one) => (isAlone(one) ? { ...one, option: one.group } : one))),
      words.noProducts,
    );
  return [...groups].map(([group, of]) => table(group === '' ? words.extras : group, of));
}

function rankOptions(options: readonly SoldOption[]): Ranked[] {
  const sorted = options.toSorted((one, other) => other.units - one.units);
  const others = sorted.slice(maxRanked);
  const rest = {
    option: words.others(others.length),
    units: others.reduce((sum, { units }) => sum + units, 0),
    surcharges: others.reduce((sum, { surcharges }) => sum + surcharges, 0),
    revenue: others.reduce((sum, { revenue }) => sum + revenue, 0),
  };
  const shown = [...sorted.slice(0, maxRanked), ...(others.length > 0 ? [rest] : [])];
  return shown.map(({ option, units, surcharges, revenue }) => ({
    name: option,
    value: units,
    cells: [
      formatNumber(units),
      ...[surcharges, revenue].map((amount) => formatMoney(round(amount))),
    ],
  }));
}

/** Rounds to hundredths. */
function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function ranked(title: string, columns: string[], rows: readonly Ranked[], none: string) {
  return panel(title, rows.length === 0 ? nothingToShow(none) : ranking(title, columns, rows));
}

interface Amount {
  readonly name: string;
  readonly units: number;
  readonly amount: number;
}

/** The largest amounts one by one, and the rest as a sum. */
function rankAmounts(amounts: readonly Amount[]): Ranked[] {
  const first = amounts.slice(0, maxRanked);
  const others = amounts.slice(maxRanked);
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
    cells: [formatNumber(units), formatMoney(round(amount))],
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

function panel(title: string, content: TemplateResult) {
  return html`<section class="panel">
    <h3>${title}</h3>
    ${content}
  </section>`;
}

function nothingToShow(sentence: string) {
  return html`<p class="quiet">${sentence}</p>`;
}
