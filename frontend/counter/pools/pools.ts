import type { Pool } from '../../../shared/contract/pools.ts';
import { button } from '../../components/button.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { html, nothing, render, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { formatDay, formatUnits } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { goBackTo } from '../address.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { findCurrent } from '../number-cells.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { capacityOf, showDateForm } from './date-form.ts';
import { showPoolForm } from './pool-form.ts';
import { poolPanel } from './pool-panel.ts';
import { words } from './words.ts';

interface PoolsState {
  /** Null until loaded. */
  readonly pools: readonly Pool[] | null;
  /** By product. */
  readonly names: ReadonlyMap<number, string>;
  readonly isAdding: boolean;
  readonly notice: Notice | null;
}

/** What products share: the capacities of each pool by weekday and date, and the products that use it. */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<PoolsState>({
    pools: null,
    names: new Map(),
    isAdding: false,
    notice: null,
  });
  const refresh = () => load(store, signal);
  const actions = {
    add: () => {
      store.change({ isAdding: true });
      place.querySelector<HTMLElement>('.new-pool input')?.focus();
    },
    closeNew: () => store.change({ isAdding: false }),
    removeDate: (pool: Pool, date: string) => void removeDate(store, pool, date).then(refresh),
    remove: (pool: Pool) => void remove(store, pool).then(refresh),
  };
  const withForms = new WeakSet<Element>();
  store.subscribe((state) => {
    render(poolsView(state, actions), place);
    for (const section of place.querySelectorAll<HTMLElement>('.pool')) {
      if (withForms.has(section)) continue;
      withForms.add(section);
      showForms(section, store, { ...actions, refresh });
    }
  });
  await refresh();
};

type Actions = Parameters<typeof poolsView>[1];

function poolsView(
  { pools, names, isAdding, notice }: PoolsState,
  actions: {
    readonly add: () => void;
    readonly closeNew: () => void;
    readonly removeDate: (pool: Pool, date: string) => void;
    readonly remove: (pool: Pool) => void;
  },
) {
  const mayChange = getSession().role === 'manager';
  return html`<a class="back" href="#/plan" @click=${goBackTo('#/plan')}>${words.back}</a>
    <div class="catalogue-head pools-head">
      <h1>${words.title}</h1>
      ${mayChange && !isAdding && pools ? button('button', words.add, actions.add) : nothing}
    </div>
    <p class="lead">${words.lead}</p>
    ${noticeBox(notice)}
    ${isAdding ? html`<section class="panel pool new-pool"><div class="pool-form"></div></section>` : nothing}
    ${pools?.length === 0 && !isAdding ? emptyState() : nothing}
    <div class="pools">
      ${repeat(
        pools ?? [],
        ({ id }) => id,
        (pool) => poolPanel(pool, names, mayChange, actions),
      )}
    </div>`;
}

function emptyState() {
  return html`<div class="empty-state">
    <h2>${words.none}</h2>
    <p>${words.noneText}</p>
  </div>`;
}

/** @param section of a pool, or of a new one */
function showForms(
  section: HTMLElement,
  store: Store<PoolsState>,
  { refresh, closeNew }: Pick<Actions, 'closeNew'> & { readonly refresh: () => Promise<void> },
) {
  const find = () => store.state.pools?.find(({ id }) => String(id) === section.dataset['pool']);
  const pool = find();
  const formPlace = section.querySelector<HTMLElement>('.pool-form');
  const datePlace = section.querySelector<HTMLElement>('.pool-date-form');
  if (formPlace && pool) showPoolForm(formPlace, pool, { saved: refresh });
  else if (formPlace) {
    const saved = async () => {
      closeNew();
      await refresh();
    };
    showPoolForm(formPlace, null, { saved, cancel: closeNew });
  }
  if (datePlace && pool) showDateForm(datePlace, pool, find, refresh);
}

async function load(store: Store<PoolsState>, signal: AbortSignal) {
  const [pools, products] = await Promise.all([
    askAsStaff('GET /staff/pools'),
    askAsStaff('GET /staff/products'),
  ]);
  if (signal.aborted) return;
  if (pools.kind !== 'accepted' || products.kind !== 'accepted') {
    const failure = pools.kind === 'accepted' ? products : pools;
    if (failure.kind === 'accepted') return;
    store.change({ notice: { title: words.outOfReach, text: explainFailure(failure) } });
    return;
  }
  store.change({
    pools: pools.body.map((pool) => ({
      ...pool,
      dates: pool.dates.filter(({ date }) => date >= businessDay()),
    })),
    names: new Map(products.body.map(({ id, name }) => [id, name])),
    notice: null,
  });
}

async function removeDate(store: Store<PoolsState>, pool: Pool, date: string) {
  const answer = await askAsStaff('PUT /staff/pools/{id}/capacity/{date}', {
    params: { id: pool.id, date },
    body: { units: null, expected: { units: capacityOf(pool, date) } },
  });
  const current = findCurrent(answer, '/expected/units');
  if (typeof current === 'number') {
    showToast(words.dateStale(formatDay(date), formatUnits(current, pool.unit)));
  } else if (answer.kind === 'accepted') {
    store.change({ pools: store.state.pools?.map((one) => withoutDate(one, pool, date)) ?? null });
    showToast(words.wasReset(formatDay(date)));
  } else store.change({ notice: describeFailure(answer).notice });
}

/** The pool before it is loaded again: what is typed until then is based on its weekday. */
function withoutDate(pool: Pool, { id }: Pool, date: string): Pool {
  if (pool.id !== id) return pool;
  return { ...pool, dates: pool.dates.filter((one) => one.date !== date) };
}

async function remove(store: Store<PoolsState>, { id, name }: Pool) {
  const isSure = await confirmFirst({
    title: words.removeTitle(name),
    text: words.removeText,
    yes: words.remove,
    no: words.keep,
  });
  if (!isSure) return;
  const answer = await askAsStaff('DELETE /staff/pools/{id}', { params: { id } });
  if (answer.kind === 'accepted') showToast(words.removed(name));
  else store.change({ notice: describeFailure(answer).notice });
}
