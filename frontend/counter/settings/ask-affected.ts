import type { AffectedOrders } from '../../../shared/contract/problem.ts';
import type { Answer } from '../../components/api.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { phoneLink } from '../../components/contact-links.ts';
import { html, nothing } from '../../components/html.ts';
import { formatMoment, formatNumber } from '../../components/wording.ts';
import { words } from './words.ts';

/**
 * Sends a change of the rules. When the change affects open orders, a dialog lists these orders and asks for
 * a confirmation.
 * @param put sends the change; called again with the confirmation
 * @returns undefined without the confirmation
 */
export async function putChange<Body>(
  put: (confirmed: { readonly confirmation?: string }) => Promise<Answer<Body>>,
): Promise<Answer<Body> | undefined> {
  let answer = await put({});
  // Asks again when the affected orders have changed since the dialog opened.
  for (;;) {
    const affected = answer.kind === 'refused' ? answer.problem.affected : undefined;
    if (!affected) return answer;
    if (!(await askAffected(affected))) return undefined;
    answer = await put({ confirmation: affected.confirmation });
  }
}

function askAffected({ orders, count }: AffectedOrders): Promise<boolean> {
  const others = count - orders.length;
  return confirmFirst({
    title: words.affectedTitle(count),
    text: words.affectedText,
    details: html`<ul class="affected-orders">
      ${orders.map(affectedOrder)}
      ${others > 0 ? html`<li>${words.moreAffected(formatNumber(others))}</li>` : nothing}
    </ul>`,
    yes: words.changeAnyway,
    no: words.keepRules,
  });
}

function affectedOrder({
  order_id,
  pickup_at,
  effect,
  customer,
}: AffectedOrders['orders'][number]) {
  return html`<li>
    <p>
      <a href="#/orders/${order_id}" target="_blank">${words.affectedOrder(order_id)}</a>
      ${customer ? html`<b>${isolateForeign(customer.name)}</b>` : nothing}
      ${customer?.phone ? phoneLink(customer.phone) : nothing}
    </p>
    <p class="quiet">${formatMoment(pickup_at)} · ${words.effects[effect]}</p>
  </li>`;
}
