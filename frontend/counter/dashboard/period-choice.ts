import { fieldsOf } from '../../components/field.ts';
import { submitTo } from '../../components/form.ts';
import { html, nothing } from '../../components/html.ts';
import { today } from '../../components/wording.ts';
import type { Report, ReportActions } from './dashboard.ts';
import { periodNames } from './period.ts';
import { words } from './words.ts';

/** The choice of a period: a named one, or two dates. */
export function periodChoice(report: Report, { choose, type, showCustom }: ReportActions) {
  const { chosen, isSending } = report;
  const { input } = fieldsOf(report, type);
  const names = periodNames.map(
    (name) =>
      html`<button
        type="button"
        class="chip"
        aria-pressed=${name === chosen}
        @click=${() => choose(name)}
      >
        ${words.periods[name]}
      </button>`,
  );
  return html`<div class="stack">
    <div class="chips wrap" role="group" aria-label=${words.period}>${names}</div>
    <form
      class="custom-days"
      novalidate
      ?hidden=${chosen !== 'custom'}
      @submit=${submitTo(showCustom)}
    >
      ${input('/query/from', words.from, { type: 'date', max: today() })}
      ${input('/query/to', words.to, { type: 'date', max: today() })}
      <button type="submit" class="button soft" aria-disabled=${isSending || nothing}>
        ${words.show}
      </button>
    </form>
  </div>`;
}
