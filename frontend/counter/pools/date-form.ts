import type { Pool } from '../../../shared/contract/pools.ts';
import { weekdayOf } from '../../../shared/domain/calendar.ts';
import { toNumber } from '../../components/form.ts';
import { showForm } from '../../components/form-view.ts';
import { html } from '../../components/html.ts';
import { showToast } from '../../components/toast.ts';
import { formatDay, formatUnits } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { describeFailure } from '../describe-failure.ts';
import { findCurrent } from '../number-cells.ts';
import { askAsStaff } from '../staff-api.ts';
import { unitsField } from './pool-form.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

const values = { '/date': '', '/units': '' };

/** A capacity for one day. @param shown the pool as the page shows it now */
export function showDateForm(
  place: HTMLElement,
  { id, unit }: Pool,
  shown: () => Pool | undefined,
  saved: () => Promise<void>,
): void {
  showForm(place, {
    values,
    prefix: `date-${id}`,
    submit: words.setDate,
    buttonClass: 'button soft',
    className: 'pool-date',
    content: ({ input }) =>
      html`${input('/date', words.date, { type: 'date', min: businessDay() })}
      ${input('/units', words.units, unitsField)}`,
    send: async (typed) => {
      const date = typed['/date'];
      if (date === '') return { faults: { '/date': words.refusals['/date'] ?? '' } };
      const units = toNumber(typed['/units']);
      const answer = await askAsStaff('PUT /staff/pools/{id}/capacity/{date}', {
        params: { id, date },
        body: { units, expected: { units: capacityOf(shown(), date) } },
      });
      const current = findCurrent(answer, '/expected/units');
      if (typeof current === 'number') {
        await saved();
        const text = words.dateStale(formatDay(date), formatUnits(current, unit));
        return { notice: { title: counterWords.notSaved, text } };
      }
      if (answer.kind !== 'accepted') {
        return describeFailure(answer, Object.keys(values), words.refusals);
      }
      showToast(words.dateSet(formatDay(date), formatUnits(units, unit)));
      await saved();
      return { values };
    },
  });
}

/** The capacity of a date, which follows its weekday unless it has one of its own. */
export function capacityOf(pool: Pool | undefined, date: string): number {
  const own = pool?.dates.find((one) => one.date === date);
  return own?.units ?? pool?.weekdays[weekdayOf(date) - 1] ?? 0;
}
