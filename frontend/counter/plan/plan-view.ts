import { html, nothing } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { segments } from '../../components/segments.ts';
import { addDays, formatDays } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { saveState } from '../save-state.ts';
import { dayView } from './day-view.ts';
import { gridView } from './grid-view.ts';
import type { PlanActions } from './plan.ts';
import { datesOf, parts, type PlanState, shownDays } from './plan-state.ts';
import { words } from './words.ts';

/** The plan of two weeks: by product and day, or one day on a narrow screen. */
export function planView(state: PlanState, actions: PlanActions) {
  const { rows, part, isWide, notice } = state;
  return html`<div class="plan-head">
      <div class="plan-title">
        <h1>${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        <a class="back" href="#/pools">${words.toPools}</a>
      </div>
      <div class="plan-tools">
        ${periodChoice(state)}
        ${segments(words.shown, parts, part, (one) => words.parts[one], actions.showPart)}
        <a class="button soft button-link" href="#/stock/daily">${words.toToday}</a>
        ${saveState(state, actions.retry)}
      </div>
    </div>
    ${noticeBox(notice)}
    ${
      rows === null
        ? nothing
        : rows.length === 0
          ? emptyState()
          : isWide
            ? gridView(state, actions)
            : dayView(state, actions)
    }`;
}

function emptyState() {
  return html`<div class="empty-state">
    <h2>${words.none}</h2>
    <a class="button soft button-link" href="#/catalogue">${words.toProducts}</a>
  </div>`;
}

/** Links to the two weeks before and after. */
function periodChoice(state: PlanState) {
  const first = datesOf(state)[0] ?? state.from ?? businessDay();
  const link = (date: string, text: string, label?: string) =>
    html`<a
      class="day-link"
      href=${date === businessDay() ? '#/plan' : `#/plan?from=${date}`}
      aria-label=${label ?? nothing}
      aria-current=${label === undefined && first === date ? 'date' : nothing}
      >${text}</a
    >`;
  return html`<div class="segments" role="group" aria-label=${words.firstDay}>
      ${link(addDays(first, -shownDays), '‹', words.before)} ${link(businessDay(), words.today)}
      ${link(addDays(first, shownDays), '›', words.after)}
    </div>
    <span class="plan-period">${formatDays(first, addDays(first, shownDays - 1))}</span>`;
}
