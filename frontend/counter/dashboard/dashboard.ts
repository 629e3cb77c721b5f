import type { GetDashboardResponse as Figures } from '../../../shared/contract/dashboard.ts';
import { announce } from '../../components/announce.ts';
import { element } from '../../components/element.ts';
import { createNotice } from '../../components/notice.ts';
import { formatDays } from '../../components/wording.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { createCharts } from './charts.ts';
import { type Period, periodBefore } from './period.ts';
import { createPeriodChoice } from './period-choice.ts';
import { createTiles } from './tiles.ts';
import { words } from './words.ts';

/** The report of a period, compared with the period before it. */
export const open: OpenView = ({ element: place }) => {
  const notice = createNotice();
  const shown = element('div', { className: 'stack' });
  const choice = createPeriodChoice(showFigures);
  /** Number of the last request: late answers to earlier requests are dropped. */
  let asked = 0;
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: words.lead }),
    choice.element,
    notice.element,
    shown,
  );
  choice.choose('week');

  async function showFigures(period: Period) {
    const turn = ++asked;
    shown.ariaBusy = 'true';
    const [figures, before] = await Promise.all([
      findFigures(period),
      findFigures(periodBefore(period)),
    ]);
    if (turn !== asked) return;
    shown.ariaBusy = 'false';
    for (const answer of [figures, before]) {
      if (answer.kind === 'accepted') continue;
      showFailure(answer, notice, choice.fields, words.refusals);
      return;
    }
    notice.hide();
    if (figures.kind === 'accepted' && before.kind === 'accepted') {
      show(figures.body, before.body);
    }
  }

  function show(figures: Figures, before: Figures) {
    for (const field of Object.values(choice.fields)) field.showFault('');
    const title = words.shown(formatDays(figures.from, figures.to));
    shown.replaceChildren(
      element('h2', { textContent: title }),
      createTiles(figures, before),
      element('p', {
        className: 'quiet',
        textContent: words.compared(formatDays(before.from, before.to)),
      }),
      element('div', { className: 'charts' }, ...createCharts(figures)),
    );
    announce(title);
  }
};

function findFigures({ from, to }: Period) {
  return askAsStaff('GET /staff/dashboard', { query: { from, to } });
}
