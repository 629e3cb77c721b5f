import type { RecordStockMovementRequest } from '../../../shared/contract/catalogue.ts';
import { type Attempt, continueAttempt } from '../../components/attempt.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { newForm, sendForm, toNumber, typeInto } from '../../components/form.ts';
import { html } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { undoMovement } from './undo-movement.ts';
import { words } from './words.ts';

type Reason = RecordStockMovementRequest['reason'];
const reasons = ['delivery', 'waste', 'count'] as const;
/** Buttons that add to the quantity. */
const steps = [1, 10];

export type MovementForm = Readonly<ReturnType<typeof newMovement>>;

export function newMovement() {
  return {
    ...newForm({ '/units': '', '/note': '' }),
    /** The last request without a definite answer. */
    attempt: null as Attempt<RecordStockMovementRequest> | null,
  };
}

interface Stocked {
  readonly id: number;
  readonly name: string;
}

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
    <details class="movement-note">
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
      return sendForm(store, form, () => record(store, product, reason, refresh));
    },
  };
}

/** @returns what the form shows afterwards */
async function record(
  store: Store<MovementForm>,
  { id, name }: Stocked,
  reason: Reason,
  refresh: () => Promise<number>,
): Promise<Partial<MovementForm>> {
  const { '/units': typed, '/note': note } = store.state.values;
  const units = toNumber(typed);
  if (Number.isNaN(units)) return { faults: { '/units': words.needsNumber } };
  const attempt = continueAttempt(store.state.attempt, {
    reason,
    units,
    ...(note.trim() !== '' && { note }),
  });
  store.change({ attempt });
  const answer = await askAsStaff('POST /staff/products/{id}/stock-movements', {
    params: { id },
    headers: { 'idempotency-key': attempt.key },
    body: attempt.request,
  });
  if (answer.kind === 'unanswered') return { notice: { title: words.unanswered } };
  const stock = await refresh();
  if (answer.kind === 'refused') {
    const refusals = refusalsOf(answer.problem.code, stock);
    return { attempt: null, ...describeFailure(answer, ['/units', '/note'], refusals) };
  }
  const { stock: now, movement_id: movement } = answer.body;
  const undo = () => void undoMovement({ id, name }, movement, refresh);
  const done = words.done[reason](attempt.request.units, name, now);
  showToast(done, movement === null ? undefined : { label: words.undo, run: undo });
  return newMovement();
}

function refusalsOf(code: string, stock: number) {
  if (code === 'not-enough-stock') return { '/units': words.onlyInStock(stock) };
  const refusal = words.refusals[code];
  return refusal === undefined ? words.refusals : { '/units': refusal };
}
