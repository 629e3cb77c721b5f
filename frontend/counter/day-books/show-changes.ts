import type { ListDayMovementsResponse } from '../../../shared/contract/day-books.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { html, nothing, render } from '../../components/html.ts';
import { showToast } from '../../components/toast.ts';
import { formatMoment, formatNumber, formatWeekday } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { Goods } from './day-books-state.ts';
import { words } from './words.ts';

type Movement = ListDayMovementsResponse['movements'][number];

/** Shows the changes of the plan and of the totals, with their actors. */
export async function showChanges({ id, name }: Goods, date: string): Promise<void> {
  const answer = await askAsStaff('GET /staff/plan/{date}/products/{id}/movements', {
    params: { date, id },
  });
  if (answer.kind !== 'accepted') {
    showToast(explainFailure(answer));
    return;
  }
  const { movements } = answer.body;
  const dialog = createDialog('changes-title');
  const view = html`<form method="dialog">
    <h2 id="changes-title">${words.of(words.changes, name)}</h2>
    ${movements.length === 0 ? html`<p>${words.noChanges}</p>` : nothing}
    <ul class="books-changes">
      ${movements.map(changeView)}
    </ul>
    <div class="buttons"><button class="button" value="">${words.close}</button></div>
  </form>`;
  render(view, dialog);
  await showDialog(dialog);
}

function changeView({ at, by, what, weekday, from, to }: Movement) {
  const unitsOf = (units: number | null) => {
    if (what === 'released') return units === 1 ? words.yes : words.no;
    return units === null ? words.nothing : formatNumber(units);
  };
  const scope = weekday === null ? '' : ` (${words.everyWeekday(formatWeekday(weekday))})`;
  return html`<li>
    <b>${words.parts[what]}${scope}: ${unitsOf(from)} → ${unitsOf(to)}</b>
    <span class="quiet">${formatMoment(at)} · ${by.replace(/^staff:/, '')}</span>
  </li>`;
}
