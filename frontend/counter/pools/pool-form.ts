import type { Pool } from '../../../shared/contract/pools.ts';
import { toNumber } from '../../components/form.ts';
import { showForm } from '../../components/form-view.ts';
import { html } from '../../components/html.ts';
import { showToast } from '../../components/toast.ts';
import { formatWeekday } from '../../components/wording.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

interface FormActions {
  readonly saved: () => Promise<void>;
  /** Of a new pool. */
  readonly cancel?: () => void;
}

const days = [0, 1, 2, 3, 4, 5, 6] as const;
const fieldOf = (day: number) => `/weekdays/${day}`;

/** The name and the weekdays of a pool. @param pool null for a new one */
export function showPoolForm(place: HTMLElement, pool: Pool | null, actions: FormActions): void {
  const values = toValues(pool);
  showForm(place, {
    values,
    prefix: pool ? `pool-${pool.id}` : 'new-pool',
    submit: pool ? words.save : words.create,
    buttonClass: pool ? 'button soft' : 'button',
    ...(actions.cancel && { other: { text: words.cancel, act: actions.cancel } }),
    content: ({ input }) =>
      html`<div class="pool-names">
          ${input('/name', words.name, { maxLength: 60, placeholder: words.nameExample })}
          ${input('/unit', words.unit, { maxLength: 20, placeholder: words.unitExample })}
        </div>
        <fieldset class="pool-week">
          <legend>${words.capacity}</legend>
          ${days.map((day) => {
            const weekday = formatWeekday(day + 1);
            const accessibleName = words.capacityOf(weekday);
            return input(fieldOf(day), weekday, { ...unitsField, accessibleName });
          })}
        </fieldset>`,
    send: async (typed) => {
      const answer = await send(pool, {
        name: typed['/name'] ?? '',
        unit: typed['/unit'] ?? '',
        weekdays: days.map((day) => toNumber(typed[fieldOf(day)] ?? '')),
      });
      if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
        await reload(place, pool, actions);
        return {};
      }
      if (answer.kind !== 'accepted') {
        return describeFailure(answer, Object.keys(values), words.refusals);
      }
      showToast(pool ? words.saved(answer.body.name) : words.created(answer.body.name));
      if (pool) showPoolForm(place, answer.body, actions);
      await actions.saved();
      return {};
    },
  });
}

export const unitsField = { type: 'number', inputMode: 'numeric', min: 0, step: 1 } as const;

function toValues(pool: Pool | null): Record<string, string> {
  const units = days.map((day) => [fieldOf(day), String(pool?.weekdays[day] ?? '')]);
  return {
    '/name': pool?.name ?? '',
    '/unit': pool?.unit ?? '',
    ...(Object.fromEntries(units) as Record<string, string>),
  };
}

function send(pool: Pool | null, fields: { name: string; unit: string; weekdays: number[] }) {
  if (pool === null) return askAsStaff('POST /staff/pools', { body: fields });
  const { id, version } = pool;
  return askAsStaff('PUT /staff/pools/{id}', { params: { id }, body: { ...fields, version } });
}

/** Shows what another person has saved. */
async function reload(place: HTMLElement, pool: Pool | null, actions: FormActions) {
  const answer = await askAsStaff('GET /staff/pools');
  const found = answer.kind === 'accepted' && answer.body.find(({ id }) => id === pool?.id);
  if (!found) return;
  showPoolForm(place, found, actions);
  showToast(words.stale);
  await actions.saved();
}
