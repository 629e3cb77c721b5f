import type { ListDaysResponse } from '../../../shared/contract/days.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, nothing, render } from '../../components/html.ts';
import { formatDay, formatNumber } from '../../components/wording.ts';
import { refreshDays, whenDaysChange } from '../days.ts';
import type { OpenView } from '../view.ts';
import { words } from './words.ts';

type DayOrders = ListDaysResponse['days'][number];

/** The orders of today and tomorrow, and what needs attention: "#/overview". */
export const open: OpenView = async ({ element: place, signal }) => {
  render(overview(null), place);
  whenDaysChange((days) => render(overview(days), place), signal);
  await refreshDays();
};

/** @param days null until loaded */
function overview(days: ListDaysResponse | null) {
  const [today, tomorrow] = days?.days ?? [];
  return html`<h1>${words.title}</h1>
    ${days && days.needs_attention > 0 ? attention(days.needs_attention) : nothing}
    <div class="overview">
      ${today && dayCard(words.today(formatDay(today.date)), today)}
      ${tomorrow && dayCard(words.tomorrow(formatDay(tomorrow.date)), tomorrow)}
    </div>`;
}

function attention(count: number) {
  return html`<p class="notice">
    <strong>${words.attention(count)}</strong>
    <a href="#/needs-attention">${words.showAttention}</a>
  </p>`;
}

function dayCard(
  title: string,
  { date, orders, pieces, made_to_order, is_open, closure }: DayOrders,
) {
  const { pending, processing, completed, collected } = orders;
  const facts: readonly (readonly [string, number])[] = [
    [words.orders, pending + processing + completed + collected],
    [words.pieces, pieces],
    [words.madeToOrder, made_to_order],
    [words.toDo, pending + processing],
    [words.ready, completed],
    [words.pickedUp, collected],
  ];
  return html`<section class="panel">
    <h2>${title}</h2>
    ${is_open ? nothing : html`<p>${closure ? isolateForeign(closure) : words.closed}</p>`}
    <dl class="overview-facts">
      ${facts.map(
        ([name, count]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${formatNumber(count)}</dd>
          </div>`,
      )}
    </dl>
    <p class="overview-links">
      <a class="button soft" href="#/orders?day=${date}">${words.openOrders}</a>
      <a class="button soft" href="#/bake-sheet/${date}">${words.openBakeSheet}</a>
    </p>
  </section>`;
}
