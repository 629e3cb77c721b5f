import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing } from '../../components/html.ts';
import { lineOptions } from '../../components/line-options.ts';
import { formatMoney } from '../../components/wording.ts';
import { words } from './words.ts';

/** The order's lines with options, notes and allergens, and the total. */
export function orderLines({ lines, total, currency }: StaffOrder) {
  return html`<section class="panel">
    <h2>${words.lines}</h2>
    <ul class="order-lines">
      ${lines.map((line) => orderLine(line, currency))}
    </ul>
    <p class="total"><span>${words.total}</span><strong>${formatMoney(total, currency)}</strong></p>
  </section>`;
}

function orderLine(line: StaffOrder['lines'][number], currency: string) {
  const { name, quantity, unit_price, note } = line;
  return html`<li>
    <b class="order-line-quantity">${quantity} ×</b>
    <div>
      <p class="order-line-name">${name}</p>
      ${lineOptions(line)} ${note === null ? nothing : html`<p class="ticket-note">${note}</p>`}
      <p class="quiet">${describeAllergens(line)}</p>
    </div>
    <span class="price">${formatMoney(quantity * unit_price, currency)}</span>
  </li>`;
}
