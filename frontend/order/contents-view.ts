import { isolateForeign } from '../../shared/domain/readable-text.ts';
import type { OrderResponse } from '../../shared/contract/orders.ts';
import { describeAllergens, isFreeOfAllergens } from '../components/describe-allergens.ts';
import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import { createPicture } from '../components/picture.ts';
import { formatMoment, formatMoney } from '../components/wording.ts';
import { commonWords } from '../components/words.ts';
import type { OrderState } from './order-state.ts';
import { words } from './words.ts';

/** The order's lines, customer and timeline. */
export function createContentsView(): (state: OrderState) => void {
  const contents = getElement('contents');
  const progress = getElement('progress');
  let shown = '';

  return ({ found }) => {
    const isWhole = found.kind === 'whole';
    contents.hidden = !isWhole;
    progress.hidden = !isWhole;
    if (!isWhole) return;
    const { order } = found;
    // Most polls change nothing.
    const now = JSON.stringify([order.lines, order.customer, order.timeline]);
    if (now === shown) return;
    shown = now;
    getElement('lines').replaceChildren(
      ...order.lines.map((line) => createLine(line, order.currency)),
    );
    getElement('total').textContent = formatMoney(order.total, order.currency);
    getElement('customer').textContent = describeCustomer(order);
    getElement('timeline').replaceChildren(...order.timeline.map(createStep));
  };
}

function createLine(line: OrderResponse['lines'][number], currency: string) {
  const { name, quantity, unit_price, note, picture } = line;
  return element(
    'li',
    {},
    createPicture(name, picture),
    element(
      'div',
      {},
      element('strong', {
        className: 'name',
        textContent: `${quantity}\u00a0×\u00a0${isolateForeign(name)}`,
      }),
      ...(note === null ? [] : [element('p', { textContent: `“${isolateForeign(note)}”` })]),
      ...(isFreeOfAllergens(line)
        ? []
        : [element('p', { className: 'allergens', textContent: describeAllergens(line) })]),
    ),
    element('span', {
      className: 'price',
      textContent: formatMoney(quantity * unit_price, currency),
    }),
  );
}

function describeCustomer({ customer }: OrderResponse): string {
  if (customer === null) return '';
  const { name, phone, email } = customer;
  return words.forWhom(
    [name, phone, email]
      .filter((part) => part !== null)
      .map(isolateForeign)
      .join(' · '),
  );
}

function createStep({ at, from, to, reason }: OrderResponse['timeline'][number]) {
  const wasFurther = from === 'Completed' && to === 'Processing';
  return element(
    'li',
    {},
    element('strong', { textContent: wasFurther ? words.reopened : words.steps[to] }),
    element('span', { className: 'quiet', textContent: formatMoment(at) }),
    ...(reason === null
      ? []
      : [
          element('span', {
            className: 'why',
            textContent: commonWords.reasons[reason] ?? isolateForeign(reason),
          }),
        ]),
  );
}
