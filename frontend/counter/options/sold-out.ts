import type { StaffOption } from '../../../shared/contract/options.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { html, render } from '../../components/html.ts';
import { addDays } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { words } from './words.ts';

/** Until when an option is sold out; null until staff change it. */
export interface SoldOutUntil {
  readonly until: string | null;
}

/** Asks until when an option is sold out. @returns undefined when nothing is to change */
export async function askSoldOut({
  name,
}: Pick<StaffOption, 'name'>): Promise<SoldOutUntil | undefined> {
  const dialog = createDialog('sold-out-title');
  const tomorrow = addDays(businessDay(), 1);
  const view = html`<form method="dialog">
    <h2 id="sold-out-title">${words.soldOutTitle(name)}</h2>
    <p>${words.soldOutText}</p>
    <div class="stack">
      <button class="button wide" value="changed" autofocus>${words.untilChanged}</button>
      <button class="button soft wide" value="today">${words.today}</button>
      <div class="field">
        <label for="sold-out-day">${words.againFrom}</label>
        <input id="sold-out-day" type="date" min=${tomorrow} value=${addDays(tomorrow, 1)} />
      </div>
      <button class="button soft wide" value="day">${words.untilDay}</button>
      <button class="link" value="">${words.cancel}</button>
    </div>
  </form>`;
  render(view, dialog);
  const wanted = await showDialog(dialog);
  const day = dialog.querySelector<HTMLInputElement>('#sold-out-day')?.value ?? '';
  if (wanted === 'changed') return { until: null };
  if (wanted === 'today') return { until: tomorrow };
  return wanted === 'day' && day !== '' ? { until: day } : undefined;
}
