import type { Overview } from '../../../shared/contract/overview.ts';
import { bakery } from '../../components/bakery.ts';
import { html, nothing, render } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { describeSpecialDay } from '../../components/special-days.ts';
import { createStore } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';
import { commonWords } from '../../components/words.ts';
import { formatDay, formatList, formatMoney, formatNumber } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { areAllDone, type FirstSteps, toFirstSteps } from './first-steps.ts';
import { firstStepsView } from './first-steps-view.ts';
import { words } from './words.ts';

type OverviewDay = Overview['days'][number];

interface OverviewState {
  /** Null until loaded. */
  readonly overview: Overview | null;
  readonly steps: FirstSteps | undefined;
  readonly notice: Notice | null;
}

const everyMs = 30_000;

/** Today and tomorrow: orders, revenue, what is sold out, and what needs attention: "#/overview". */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<OverviewState>({ overview: null, steps: undefined, notice: null });
  store.subscribe((state) => render(overviewView(state), place));

  async function refresh() {
    const { steps } = store.state;
    const [answer, newest] = await Promise.all([
      askAsStaff('GET /staff/overview'),
      bakery.is_demo || (steps && areAllDone(steps)) ? steps : findFirstSteps(),
    ]);
    if (signal.aborted) return;
    store.change({ steps: newest ?? steps });
    if (answer.kind === 'accepted') store.change({ overview: answer.body, notice: null });
    else store.change({ notice: { title: words.outdated, text: explainFailure(answer) } });
  }

  await poll(refresh, everyMs, signal);
};

/** @returns undefined when they cannot be loaded */
async function findFirstSteps(): Promise<FirstSteps | undefined> {
  const [settings, products] = await Promise.all([
    askAsStaff('GET /staff/settings'),
    askAsStaff('GET /staff/products'),
  ]);
  if (settings.kind !== 'accepted' || products.kind !== 'accepted') return undefined;
  return toFirstSteps(settings.body, products.body);
}

function overviewView({ overview, steps, notice }: OverviewState) {
  const [today, tomorrow] = overview?.days ?? [];
  const currency = overview?.currency;
  return html`<h1>${words.title}</h1>
    ${noticeBox(notice)}
    ${overview && overview.needs_attention > 0 ? attention(overview.needs_attention) : nothing}
    ${steps && !areAllDone(steps) ? firstStepsView(steps) : nothing}
    <div class="overview">
      ${today && dayCard(words.today(formatDay(today.date)), today, currency)}
      ${tomorrow && dayCard(words.tomorrow(formatDay(tomorrow.date)), tomorrow, currency)}
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
  { date, orders, pieces, made_to_order, revenue, sold_out, is_open, special_day }: OverviewDay,
  currency: string | undefined,
) {
  const { pending, processing, completed, collected, missed } = orders;
  const facts: readonly (readonly [string, string])[] = [
    [words.revenue, formatMoney(revenue, currency)],
    [words.orders, formatNumber(pending + processing + completed + collected + missed)],
    [words.pieces, formatNumber(pieces)],
    [words.madeToOrder, formatNumber(made_to_order)],
    [words.toDo, formatNumber(pending + processing)],
    [words.ready, formatNumber(completed)],
    [words.pickedUp, formatNumber(collected)],
    ...(missed === 0 ? [] : [[commonWords.missed, formatNumber(missed)] as const]),
  ];
  return html`<section class="panel">
    <h2>${title}</h2>
    ${special_day ? html`<p>${describeSpecialDay(special_day)}</p>` : nothing}
    ${is_open || special_day ? nothing : html`<p>${words.closed}</p>`}
    <dl class="overview-facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${sold_out.length > 0 ? soldOut(sold_out.map(({ name }) => name)) : nothing}
    <p class="overview-links">
      <a class="button soft" href="#/orders?day=${date}">${words.openOrders}</a>
      <a class="button soft" href="#/bake-sheet/${date}">${words.openBakeSheet}</a>
    </p>
  </section>`;
}

function soldOut(names: readonly string[]) {
  return html`<p class="overview-sold-out">
    <strong>${words.soldOut}</strong> ${formatList(names)}
  </p>`;
}
