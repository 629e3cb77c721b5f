import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import {
  type Period,
  periodBefore,
  type ReportBy,
  reportDays,
} from '../../../shared/domain/period.ts';
import { announce } from '../../components/announce.ts';
import { addressOf } from '../../components/api.ts';
import { newForm, sendForm, typeInto } from '../../components/form.ts';
import { html, nothing, render } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { formatDays } from '../../components/wording.ts';
import { writeQuery } from '../address.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { reportCharts, type Selected } from './charts.ts';
import { type PeriodName, periodNames, periodOf } from './period.ts';
import { periodChoice } from './period-choice.ts';
import { keyFigures } from './tiles.ts';
import { words } from './words.ts';

export type Report = Readonly<ReturnType<typeof newReport>>;

function newReport() {
  return {
    ...newForm({ '/query/from': '', '/query/to': '' }),
    by: 'pickup' as ReportBy,
    chosen: 'week' as PeriodName,
    /** Null until the first ones are loaded. */
    figures: null as { readonly now: Figures; readonly before: Figures } | null,
    isLoading: false,
    selected: {} as Selected,
  };
}

export type ReportActions = ReturnType<typeof createActions>;

/** The report of a period, compared with the same weekdays before it: "#/dashboard?by=order&period=month". */
export const open: OpenView = ({ element: place, query }) => {
  const store = createStore<Report>({ ...newReport(), ...fromQuery(query) });
  const actions = createActions(store, place);
  store.subscribe((report) => render(reportView(report, actions), place));
  actions.open();
};

function createActions(store: Store<Report>, place: HTMLElement) {
  const load = createLoader(store);
  const show = async () => {
    writeQuery('#/dashboard', toQuery(store.state));
    store.change(await load());
  };
  return {
    /** Shows the period of the address. */
    open: () => {
      const { chosen, values } = store.state;
      if (chosen !== 'custom') store.change({ values: valuesOf(periodOf(chosen)) });
      else if (values['/query/from'] === '' || values['/query/to'] === '') return;
      void show();
    },
    choose: (chosen: PeriodName) => {
      store.change({ chosen });
      if (chosen === 'custom') {
        place.querySelector<HTMLElement>('.custom-days input')?.focus();
        return;
      }
      store.change({ values: valuesOf(periodOf(chosen)) });
      void show();
    },
    countBy: (by: ReportBy) => {
      store.change({ by });
      void show();
    },
    type: typeInto(store),
    showCustom: () =>
      sendForm(store, place, () => {
        writeQuery('#/dashboard', toQuery(store.state));
        return load();
      }),
    select: (title: string, index: number) =>
      store.change({ selected: { ...store.state.selected, [title]: index } }),
  };
}

function fromQuery(query: URLSearchParams): Partial<Report> {
  const chosen = periodNames.find((name) => name === query.get('period'));
  const by = reportDays.find((name) => name === query.get('by'));
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  return {
    ...(chosen && { chosen }),
    ...(by && { by }),
    ...(chosen === 'custom' && { values: valuesOf({ from, to }) }),
  };
}

/** The state that differs from that of a new report. */
function toQuery({ by, chosen, values }: Report): Record<string, string> {
  const first = newReport();
  return {
    by: by === first.by ? '' : by,
    period: chosen === first.chosen ? '' : chosen,
    from: chosen === 'custom' ? values['/query/from'] : '',
    to: chosen === 'custom' ? values['/query/to'] : '',
  };
}

function valuesOf({ from, to }: Period): Report['values'] {
  return { '/query/from': from, '/query/to': to };
}

function periodIn({ values }: Report): Period {
  return { from: values['/query/from'], to: values['/query/to'] };
}

/** Returns a function that fetches a period, and drops late answers to earlier requests. */
function createLoader(store: Store<Report>) {
  let latestRequest = 0;
  return async (): Promise<Partial<Report>> => {
    const request = ++latestRequest;
    const { by } = store.state;
    const period = periodIn(store.state);
    store.change({ isLoading: true });
    const [now, before] = await Promise.all([
      findFigures(period, by),
      findFigures(periodBefore(period), by),
    ]);
    if (request !== latestRequest) return {};
    if (now.kind !== 'accepted') return { isLoading: false, ...explain(now) };
    if (before.kind !== 'accepted') return { isLoading: false, ...explain(before) };
    announce(wordPeriod(now.body));
    const figures = { now: now.body, before: before.body };
    return { isLoading: false, faults: {}, notice: null, figures };
  };
}

function findFigures({ from, to }: Period, by: ReportBy) {
  return askAsStaff('GET /staff/dashboard', { query: { from, to, by } });
}

function explain(answer: Parameters<typeof describeFailure>[0]) {
  return describeFailure(answer, Object.keys(newReport().values), words.refusals);
}

function reportView(report: Report, actions: ReportActions) {
  const { by, figures, isLoading, notice, selected } = report;
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.lead[by]}</p>
    ${periodChoice(report, actions)} ${noticeBox(notice)}
    <div class="stack" aria-busy=${isLoading}>
      ${figures ? figuresView(figures.now, figures.before, selected, actions) : nothing}
    </div>`;
}

function figuresView(now: Figures, before: Figures, selected: Selected, actions: ReportActions) {
  const { from, to, by } = now;
  const table = addressOf('GET /staff/dashboard', { query: { from, to, by, format: 'csv' } });
  return html`<div class="report-head">
      <h2>${wordPeriod(now)}</h2>
      <a class="button soft button-link" download href=${table}>${words.download}</a>
    </div>
    ${keyFigures(now, before)}
    <p class="quiet">${words.compared(formatDays(before.from, before.to))}</p>
    ${reportCharts(now, before, selected, actions.select)}`;
}

function wordPeriod({ from, to }: Figures): string {
  return words.shown(formatDays(from, to));
}
