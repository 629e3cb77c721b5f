import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { sendForm, typeInto } from '../../components/form.ts';
import { html } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import type { Store } from '../../components/store.ts';
import {
  type MovementForm,
  type Reason,
  reasons,
  recordWithUndo,
  type Stocked,
} from './record-movement.ts';
import { words } from './words.ts';

/** Buttons that add to the quantity. */
const steps = [1, 10];

/** A quantity and the three movements, in a row of a table. */
export function quickMovement(product: Stocked, form: MovementForm, actions: MovementActions) {
  const { id, name } = product;
  const { input } = fieldsOf(form, actions.type, `product-${id}`);
  const label = { ...unitsField, accessibleName: words.howManyOf(name) };
  return html`<div id="movement-${id}" class="quick-movement bare" role="group" aria-label=${name}>
    ${input('/units', words.howMany, label)} ${reasonButtons(product, form, actions)}
    ${noticeBox(form.notice)}
  </div>`;
}

/** The same with a note and buttons that add to the quantity. */
export function movementForm(product: Stocked, form: MovementForm, actions: MovementActions) {
  const { id, name } = product;
  const { type, add } = actions;
  const { input } = fieldsOf(form, type, `product-${id}`);
  const step = (units: number) =>
    button('choice-button', words.more(units), () => add(units), {
      label: words.moreOf(units, name),
    });
  return html`<div id="movement-${id}" class="movement-form" role="group" aria-label=${name}>
    <div class="movement-units">
      ${input('/units', words.howMany, { ...unitsField, accessibleName: words.howManyOf(name) })}
      ${steps.map(step)}
    </div>
    <details class="movement-note disclosure">
      <summary>${words.note}</summary>
      ${input('/note', words.note, { hint: words.noteHint, maxLength: 200 })}
    </details>
    ${noticeBox(form.notice)}
    <div class="movement-reasons">${reasonButtons(product, form, actions)}</div>
  </div>`;
}

const unitsField = { type: 'number', inputMode: 'numeric', min: 0, step: 1 } as const;

function reasonButtons({ name }: Stocked, { isSending }: MovementForm, { send }: MovementActions) {
  return reasons.map((reason) => {
    const label = words.reasonsOf[reason](name);
    // A double click is one movement.
    const act = ({ detail }: MouseEvent) => detail <= 1 && send(reason);
    return button('button soft', words.reasons[reason], act, { label, isBlocked: isSending });
  });
}

type MovementActions = ReturnType<typeof createMovementActions>;

/**
 * @param place contains the form, and may contain others
 * @param refresh fetches the stock again, and returns it
 */
export function createMovementActions(
  store: Store<MovementForm>,
  product: Stocked,
  place: Element,
  refresh: () => Promise<number>,
) {
  return {
    type: typeInto(store),
    add: (units: number) => {
      const { values } = store.state;
      const sum = (Number(values['/units']) || 0) + units;
      store.change({ values: { ...values, '/units': String(sum) }, faults: {} });
    },
    send: (reason: Reason) => {
      const form = place.querySelector(`#movement-${product.id}`) ?? place;
      return sendForm(store, form, () => recordWithUndo(store, product, reason, refresh));
    },
  };
}
