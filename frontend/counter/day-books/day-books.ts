import { isLocalDate } from '../../../shared/domain/calendar.ts';
import { render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { poll } from '../../components/waiting.ts';
import { explainFailure } from '../explain-failure.ts';
import { moveByKey } from '../move-by-key.ts';
import { createSaver, hasUnsaved, noCells } from '../number-cells.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import {
  type BookChange,
  type DayBooksState,
  findTotal,
  type Goods,
  readTotal,
  toGoods,
  withChange,
} from './day-books-state.ts';
import { dayBooksView } from './day-books-view.ts';
import { showChanges } from './show-changes.ts';
import { wasteRest } from './waste-rest.ts';
import { words } from './words.ts';

export type DayBooksActions = ReturnType<typeof createActions>;

const everyMs = 30_000;

/** What was baked, sold without an order and wasted of the daily products: "#/stock/daily?day=2026-12-01". */
export const openDayBooks: OpenView = async ({
  element: place,
  query,
  signal,
  askBeforeLeaving,
}) => {
  const day = query.get('day') ?? '';
  const store = createStore<DayBooksState>({
    ...noCells,
    day: isLocalDate(day) ? day : null,
    loaded: null,
    notice: null,
  });
  const refresh = () => load(store);
  const actions = createActions(store, refresh);
  store.subscribe((state) => render(dayBooksView(state, actions), place));
  askBeforeLeaving(() => hasUnsaved(store.state));
  await poll(refresh, everyMs, signal);
};

function createActions(store: Store<DayBooksState>, refresh: () => Promise<void>) {
  const date = () => store.state.loaded?.date ?? '';
  const saver = createSaver<BookChange>(
    store,
    {
      saved: (key) => {
        const found = findTotal(store.state, key);
        return found?.goods[found.total];
      },
      field: (key) => findTotal(store.state, key)?.total ?? '',
      read: (key, typed, seen) => {
        const found = findTotal(store.state, key);
        return found && readTotal(found.goods, found.total, typed, seen);
      },
      send: (change) => send(date(), change),
      show: (change) => {
        const { loaded } = store.state;
        if (loaded)
          store.change({ loaded: { ...loaded, goods: withChange(loaded.goods, change) } });
      },
    },
    refresh,
  );
  /** @param done says that the answer was accepted */
  const act = async (ask: ReturnType<typeof send>, done?: string) => {
    const answer = await ask;
    await refresh();
    if (answer.kind !== 'accepted') showToast(words.notDone(explainFailure(answer)));
    else if (done !== undefined) showToast(done);
  };
  return {
    ...saver,
    moveByKey: moveByKey(saver.revert),
    selectText: ({ target }: Event) => {
      if (target instanceof HTMLInputElement) target.select();
    },
    /** A plan below its reserve lowers the reserve. */
    setPlan: ({ id, name, planned, reserve }: Goods, units: number) =>
      act(
        askAsStaff('PUT /staff/products/{id}/plan/{date}', {
          params: { id, date: date() },
          body: {
            units,
            reserve: Math.min(reserve, units),
            expected: { units: planned, reserve },
          },
        }),
        words.planSet(name, units),
      ),
    release: ({ id }: Goods, isReleased: boolean) =>
      act(send(date(), { id, body: { is_reserve_released: isReleased } })),
    showChanges: (goods: Goods) => showChanges(goods, date()),
    wasteRest: () => wasteRest(store, saver.whenSent, refresh),
  };
}

function send(date: string, { id, body }: BookChange) {
  return askAsStaff('PATCH /staff/plan/{date}/products/{id}', { params: { date, id }, body });
}

async function load(store: Store<DayBooksState>) {
  const { day } = store.state;
  const answer = await askAsStaff('GET /staff/plan', {
    query: { days: '1', ...(day !== null && { from: day }) },
  });
  if (answer.kind === 'accepted') {
    const { today } = answer.body;
    const loaded = { today, date: day ?? today, goods: toGoods(answer.body) };
    store.change({ loaded, notice: null });
  } else {
    store.change({ notice: { title: words.outdated, text: explainFailure(answer) } });
  }
}
