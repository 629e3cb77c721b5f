import type { RecordStockMovementRequest } from '../../../shared/contract/catalogue.ts';
import { type Attempt, continueAttempt } from '../../components/attempt.ts';
import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

type Reason = RecordStockMovementRequest['reason'];
const reasons = ['delivery', 'waste', 'count'] as const;
/** Buttons that add to the quantity. */
const steps = [1, 10];

/**
 * Records a delivery, waste or a count.
 * @param product with `stock`, the units as of the last refresh
 * @param onMoved refreshes the stock
 */
export function createMovementForm(
  product: { readonly id: number; readonly name: string; stock(): number },
  onMoved: () => Promise<void>,
): HTMLElement {
  const { id, name } = product;
  let attempt: Attempt<RecordStockMovementRequest> | null = null;
  let isSending = false;
  const notice = createNotice();
  const units = createField(
    words.howMany,
    element('input', { type: 'number', inputMode: 'numeric', min: '0', step: '1' }),
  );
  units.control.ariaLabel = words.howManyOf(name);
  const note = createField(
    words.note,
    element('input', { autocomplete: 'off', maxLength: 200 }),
    words.noteHint,
  );
  const buttons = reasons.map((reason) =>
    element('button', {
      type: 'button',
      className: reason === 'delivery' ? 'button' : 'button soft',
      textContent: words.reasons[reason],
      ariaLabel: words.reasonsOf[reason](name),
      onclick: ({ detail }) => {
        // A double click is one movement.
        if (detail <= 1 && !isSending) void send(reason);
      },
    }),
  );
  return element(
    'div',
    { className: 'movement-form', role: 'group', ariaLabel: name },
    element(
      'div',
      { className: 'movement-units' },
      units.element,
      ...steps.map((step) =>
        element('button', {
          type: 'button',
          className: 'choice-button',
          textContent: words.more(step),
          ariaLabel: words.moreOf(step, name),
          onclick: () => {
            units.control.value = String((units.control.valueAsNumber || 0) + step);
            units.showFault('');
          },
        }),
      ),
    ),
    element(
      'details',
      { className: 'movement-note' },
      element('summary', { textContent: words.note }),
      note.element,
    ),
    notice.element,
    element('div', { className: 'movement-reasons' }, ...buttons),
  );

  async function send(reason: Reason) {
    notice.hide();
    units.showFault('');
    if (units.control.value === '') {
      units.showFault(words.needsNumber);
      units.control.focus();
      return;
    }
    attempt = continueAttempt(attempt, {
      reason,
      units: units.control.valueAsNumber,
      ...(note.control.value.trim() !== '' && { note: note.control.value }),
    });
    markAsSending(true);
    const answer = await askAsStaff('POST /staff/products/{id}/stock-movements', {
      params: { id },
      headers: { 'idempotency-key': attempt.key },
      body: attempt.request,
    });
    markAsSending(false);
    if (answer.kind === 'unanswered') {
      notice.show(words.unanswered);
      return;
    }
    const { request: movement } = attempt;
    attempt = null;
    if (answer.kind === 'refused') {
      showFailure(
        answer,
        notice,
        { '/units': units, '/note': note },
        await refusalsOf(answer.problem.code),
      );
      return;
    }
    units.control.value = '';
    note.control.value = '';
    showToast(words.done[reason](movement.units, name, answer.body.stock));
    await onMoved();
  }

  async function refusalsOf(code: string) {
    if (code === 'not-enough-stock') {
      await onMoved();
      return { '/units': words.onlyInStock(product.stock()) };
    }
    const refusal = words.refusals[code];
    return refusal === undefined ? words.refusals : { '/units': refusal };
  }

  function markAsSending(value: boolean) {
    isSending = value;
    for (const button of buttons) button.ariaDisabled = value ? 'true' : null;
  }
}
