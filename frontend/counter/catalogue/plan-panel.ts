import type { GetPlanResponse } from '../../../shared/contract/plan.ts';
import { toNumber } from '../../components/form.ts';
import { showForm } from '../../components/form-view.ts';
import { html, render, type TemplateResult } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { formatWeekday } from '../../components/wording.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { isStale } from './catalogue-api.ts';
import { words } from './words.ts';

type WeekPlan = GetPlanResponse['products'][number]['weekdays'];
type PlannedKind = GetPlanResponse['products'][number]['kind'];
type Part = keyof WeekPlan[number];

/** Only a daily product has a reserve. */
const partsOf = {
  daily: ['units', 'reserve'],
  made_to_order: ['units'],
} as const satisfies Record<PlannedKind, readonly Part[]>;

/** The panel of a daily or made-to-order product; `openPlan` shows its form in it. */
export function planPanel(kind: PlannedKind): TemplateResult {
  return html`<section class="panel">
    <h2>${words.planOf[kind]}</h2>
    <p class="quiet">${words.planHints[kind]}</p>
    <div class="plan-place"></div>
  </section>`;
}

/** Shows the plan of each weekday as a form. @param page contains the panel */
export async function openPlan(page: HTMLElement, id: number, signal: AbortSignal): Promise<void> {
  const answer = await askAsStaff('GET /staff/plan', { query: {} });
  const place = page.querySelector<HTMLElement>('.plan-place');
  if (signal.aborted || !place) return;
  if (answer.kind !== 'accepted') {
    render(noticeBox({ title: words.outOfReach, text: explainFailure(answer) }), place);
    return;
  }
  const product = answer.body.products.find(({ product_id }) => product_id === id);
  if (product) showPlan(place, product, () => openPlan(page, id, signal));
}

function showPlan(
  place: HTMLElement,
  { product_id: id, kind, weekdays: plan }: GetPlanResponse['products'][number],
  reload: () => Promise<void>,
) {
  const parts: readonly Part[] = partsOf[kind];
  const values = toValues(plan, parts);
  let saved = plan;
  showForm(place, {
    values,
    prefix: 'plan',
    className: 'stack',
    submit: words.savePlan[kind],
    buttonClass: 'button soft',
    content: ({ input }) =>
      html`<div class="plan-week bare" data-kind=${kind}>
        <span></span>
        ${parts.map((part) => html`<span class="quiet">${words.planParts[kind][part]}</span>`)}
        ${plan.map((_, day) => {
          const name = formatWeekday(day + 1);
          const field = (part: Part) =>
            input(nameOf(day, part), words.planParts[kind][part], {
              ...unitsField,
              accessibleName: `${name}, ${words.planParts[kind][part]}`,
            });
          return html`<span>${name}</span> ${parts.map(field)}`;
        })}
      </div>`,
    send: async (typed) => {
      const weekdays = saved.map((expected, day) => ({
        units: readUnits(typed[nameOf(day, 'units')] ?? '', kind),
        reserve: kind === 'daily' ? toNumber(typed[nameOf(day, 'reserve')] ?? '') : 0,
        expected,
      }));
      const answer = await askAsStaff('PUT /staff/products/{id}/plan', {
        params: { id },
        body: { weekdays },
      });
      if (isStale(answer)) {
        await reload();
        showToast(words.planStale);
        return {};
      }
      if (answer.kind !== 'accepted')
        return describeFailure(answer, Object.keys(values), words.planRefusals);
      saved = weekdays.map(({ units, reserve }) => ({ units, reserve }));
      showToast(words.planSaved[kind]);
      return {};
    },
  });
}

const unitsField = { type: 'number', inputMode: 'numeric', min: 0, step: 1 } as const;

/** A made-to-order product without units follows its daily limit. */
function readUnits(typed: string, kind: PlannedKind): number | null {
  return typed === '' && kind === 'made_to_order' ? null : toNumber(typed);
}

function nameOf(day: number, part: Part): string {
  return `/weekdays/${day}/${part}`;
}

function toValues(plan: WeekPlan, parts: readonly Part[]): Record<string, string> {
  return Object.fromEntries(
    plan.flatMap((weekday, day) =>
      parts.map((part) => [nameOf(day, part), String(weekday[part] ?? '')]),
    ),
  );
}
