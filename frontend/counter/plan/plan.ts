import { isLocalDate } from '../../../shared/domain/calendar.ts';
import { render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';

import { businessDay } from '../business-day.ts';
import { writeQuery } from '../address.ts';
import { explainFailure } from '../explain-failure.ts';
import { moveByKey } from '../move-by-key.ts';
import { hasUnsaved, noCells } from '../number-cells.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { copyDay, copyWeek } from './copy-plan.ts';
import { type Part, type PlanState, toRows } from './plan-state.ts';
import { planView } from './plan-view.ts';
import { createPlanSaver } from './save-cells.ts';
import { words } from './words.ts';

export type PlanActions = ReturnType<typeof createActions>;

const everyMs = 30_000;

/** What is planned by product and day: "#/plan?from=2026-12-01&show=reserve". */
export const open: OpenView = async ({ element: place, query, signal, askBeforeLeaving }) => {
  const wide = matchMedia('(min-width: 720px)');
  const from = query.get('from') ?? '';
  const store = createStore<PlanState>({
    ...noCells,
    from: isLocalDate(from) ? from : null,
    part: query.get('show') === 'reserve' ? 'reserve' : 'units',
    rows: null,
    days: [],
    isWide: wide.matches,
    day: query.get('day'),
    notice: null,
  });
  const refresh = () => load(store);
  const actions = createActions(store, refresh);
  store.subscribe((state) => render(planView(state, actions), place));
  wide.addEventListener('change', () => store.change({ isWide: wide.matches }), { signal });
  askBeforeLeaving(() => hasUnsaved(store.state));
  await poll(refresh, everyMs, signal);
};

function createActions(store: Store<PlanState>, refresh: () => Promise<void>) {
  const saver = createPlanSaver(store, refresh);
  const remember = () => {
    const { from, part, day } = store.state;
    writeQuery('#/plan', {
      from: from ?? '',
      show: part === 'reserve' ? part : '',
      day: day ?? '',
    });
  };
  return {
    ...saver,
    moveByKey: moveByKey(saver.revert),
    selectText: ({ target }: Event) => {
      if (target instanceof HTMLInputElement) target.select();
    },
    showPart: (part: Part) => {
      store.change({ part });
      remember();
    },
    showDay: (day: string) => {
      store.change({ day });
      remember();
    },
    copyDay: (date: string) => copyDay(store.state, date, refresh),
    copyWeek: (first: string) => copyWeek(first, refresh),
  };
}

async function load(store: Store<PlanState>) {
  const query = { from: store.state.from ?? businessDay() };
  const [plan, days] = await Promise.all([
    askAsStaff('GET /staff/plan', { query }),
    askAsStaff('GET /staff/days', { query }),
  ]);
  store.change({
    ...(plan.kind === 'accepted'
      ? { rows: toRows(plan.body), notice: null }
      : { notice: { title: words.outdated, text: explainFailure(plan) } }),
    ...(days.kind === 'accepted' && { days: days.body.days }),
  });
}
