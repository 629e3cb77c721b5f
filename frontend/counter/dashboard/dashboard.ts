import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import { type Period, periodBefore } from '../../../shared/domain/period.ts';
import { announce } from '../../components/announce.ts';
import { newForm, sendForm, typeInto } from '../../components/form.ts';
import { html, nothing, render } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { formatDays } from '../../components/wording.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { reportCharts, type Selected } from './charts.ts';
import { type PeriodName, periodOf } from './period.ts';
import { periodChoice } from './period-choice.ts';
import { keyFigures } from './tiles.ts';
import { words } from './words.ts';

export type Report = Readonly<ReturnType<typeof newReport>>;

function newReport() {
  return {
    ...newForm({ '/query/from': '', '/query/to': '' }),
    chosen: 'week' as PeriodName,
    /** Null until the first ones are loaded. */
    figures: null as { readonly now: Figures; readonly before: Figures } | null,
    isLoading: false,
    selected: {} as Selected,
  };
}

export type ReportActions = ReturnType<typeof createActions>;

/** The report of a period, compared with the period before it. */
export const open: OpenView = ({ element: place }) => {
  const store = createStore<Report>(newReport());
  const actions = createActions(store, place);
  store.subscribe((report) => render(reportView(report, actions), place));
  actions.choose('week');
};

function createActions(store: Store<Report>, place: HTMLElement) {
  const load = createLoader(store);
  return {
    choose: (chosen: PeriodName) => {
      store.change({ chosen });
      if (chosen === 'custom') {
        place.querySelector<HTMLElement>('.custom-days input')?.focus();
        return;
      }
      const { from, to } = periodOf(chosen);
      store.change({ values: { '/query/from': from, '/query/to': to } });
      void load({ from, to }).then((changes) => store.change(changes));
    },
    type: typeInto(store),
    showCustom: () =>
      sendForm(store, place, () => {
        const { '/query/from': from, '/query/to': to } = store.state.values;
        return load({ from, to });
      }),
    select: (title: string, index: number) =>
      store.change({ selected: { ...store.state.selected, [title]: index } }),
  };
}

/** Returns a function that fetches a period, and drops late answers to earlier requests. */
function createLoader(store: Store<Report>) {
  /** Number of the last request. */
  let asked = 0;
  return async (period: Period): Promise<Partial<Report>> => {
    const turn = ++asked;
    store.change({ isLoading: true });
    const [now, before] = await Promise.all([
      findFigures(period),
      findFigures(periodBefore(period)),
    ]);
    if (turn !== asked) return {};
    if (now.kind !== 'accepted') return { isLoading: false, ...explain(now) };
    if (before.kind !== 'accepted') return { isLoading: false, ...explain(before) };
    announce(wordPeriod(now.body));
    const figures = { now: now.body, before: before.body };
    return { isLoading: false, faults: {}, notice: null, figures };
  };
}

function findFigures({ from, to }: Period) {
  return askAsStaff('GET /staff/dashboard', { query: { from, to } });
}

function explain(answer: Parameters<typeof describeFailure>[0]) {
  return describeFailure(answer, Object.keys(newReport().values), words.refusals);
}

function reportView(report: Report, actions: ReportActions) {
  const { figures, isLoading, notice, selected } = report;
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${periodChoice(report, actions)} ${noticeBox(notice)}
    <div class="stack" aria-busy=${isLoading}>
      ${figures ? figuresView(figures.now, figures.before, selected, actions) : nothing}
    </div>`;
}

function figuresView(now: Figures, before: Figures, selected: Selected, actions: ReportActions) {
  return html`<h2>${wordPeriod(now)}</h2>
    ${keyFigures(now, before)}
    <p class="quiet">${words.compared(formatDays(before.from, before.to))}</p>
    ${reportCharts(now, selected, actions.select)}`;
}

function wordPeriod({ from, to }: Figures): string {
  return words.shown(formatDays(from, to));
}
