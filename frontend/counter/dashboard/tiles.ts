import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import { html } from '../../components/html.ts';
import { commonWords } from '../../components/words.ts';
import {
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
} from '../../components/wording.ts';
import { words } from './words.ts';

/** The key figures, each with its value in the previous period. */
export function keyFigures(figures: Figures, before: Figures) {
  const tiles: [string, (of: Figures) => string][] = [
    [words.orders, ({ orders }) => formatNumber(orders)],
    [words.revenue, wordRevenue],
    [words.average, wordAverage],
    [words.rejected, wordRejected],
    [words.cancelled, ({ cancelled }) => formatNumber(cancelled)],
    [commonWords.missed, ({ missed }) => formatNumber(missed)],
    [words.counterSales, ({ counter_sales }) => wordWorth(counter_sales)],
    [words.waste, ({ waste }) => wordWorth(waste)],
    [words.losses, ({ count_losses }) => wordWorth(count_losses)],
    [words.readyEarly, wordReadyEarly],
  ];
  return html`<dl class="key-figures">
    ${tiles.map(
      ([name, word]) =>
        html`<div class="key-figure">
          <dt>${name}</dt>
          <dd class="value">${word(figures)}</dd>
          <dd class="quiet">${words.before(word(before))}</dd>
        </div>`,
    )}
  </dl>`;
}

/** "₹500 + €30": amounts in different currencies are not added. */
function wordRevenue({ revenue, other_currencies: others }: Figures): string {
  const amounts = others.map((other) => formatMoney(other.revenue, other.currency));
  return [formatMoney(revenue), ...amounts].join(' + ');
}

function wordAverage({ accepted, revenue, other_currencies: others }: Figures): string {
  const inCurrency = accepted - sum(others.map((other) => other.accepted));
  return inCurrency === 0 ? words.nothing : formatMoney(round(revenue / inCurrency));
}

function wordRejected({ rejected: { by_reason, share } }: Figures): string {
  const orders = formatNumber(sum(by_reason.map(({ orders }) => orders)));
  return share === null ? orders : words.share(orders, formatShare(share));
}

function wordWorth(products: Figures['waste']): string {
  return formatMoney(round(sum(products.map(({ worth }) => worth))));
}

/** "25 min", or "10 min late". */
function wordReadyEarly({ minutes_ready_before_pickup: minutes }: Figures): string {
  if (minutes === null) return words.nothing;
  const duration = formatDuration(Math.round(Math.abs(minutes)) * 60);
  return minutes < 0 ? words.late(duration) : duration;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Rounds to hundredths. */
function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
