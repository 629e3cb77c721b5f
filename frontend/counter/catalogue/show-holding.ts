import type { Problem } from '../../../shared/contract/problem.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { html, nothing, render } from '../../components/html.ts';
import { words } from './words.ts';

/** Lists the orders that prevent another kind of supply. */
export async function showHolding({
  order_ids,
  count,
}: NonNullable<Problem['holding']>): Promise<void> {
  const dialog = createDialog('holding-title');
  const others = count - order_ids.length;
  const view = html`<form method="dialog">
    <h2 id="holding-title">${words.heldTitle(count)}</h2>
    <p>${words.heldText}</p>
    <ul class="affected-orders">
      ${order_ids.map(
        (id) =>
          html`<li>
            <p><a href="#/orders/${id}" target="_blank">${words.heldOrder(id)}</a></p>
          </li>`,
      )}
    </ul>
    ${others > 0 ? html`<p>${words.heldOthers(others)}</p>` : nothing}
    <div class="buttons"><button class="button" value="">${words.close}</button></div>
  </form>`;
  render(view, dialog);
  await showDialog(dialog);
}
