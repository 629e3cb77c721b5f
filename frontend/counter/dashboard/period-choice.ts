import { fieldsOf } from '../../components/field.ts';
import { submitTo } from '../../components/form.ts';
import { html, nothing } from '../../components/html.ts';
import { reportDays } from '../../../shared/domain/period.ts';
import { segments } from '../../components/segments.ts';

import { businessDay } from '../business-day.ts';
import type { Report, ReportActions } from './dashboard.ts';
import { periodNames } from './period.ts';
import { words } from './words.ts';

/** The day that an order counts for, and the choice of a period: a named one, or two dates. */
export function periodChoice(report: Report, { choose, countBy, type, showCustom }: ReportActions) {
  const { by, chosen, isSending } = report;
  const { input } = fieldsOf(report, type);
  // Pickups are known in advance.
  const latest = by === 'order' ? { max: businessDay() } : {};
  return html`<div class="report-choice">
    ${segments(words.by, reportDays.toReversed(), by, (day) => words.byDays[day], countBy)}
    ${segments(words.period, periodNames, chosen, (name) => words.periods[name], choose)}
    <form
      class="custom-days"
      novalidate
      ?hidden=${chosen !== 'custom'}
      @submit=${submitTo(showCustom)}
    >
      ${input('/query/from', words.from, { type: 'date', ...latest })}
      ${input('/query/to', words.to, { type: 'date', ...latest })}
      <button type="submit" class="button soft" aria-disabled=${isSending || nothing}>
        ${words.show}
      </button>
    </form>
  </div>`;
}
