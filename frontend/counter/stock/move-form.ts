import type { MoveStockRequest } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { newKey } from '../../components/new-key.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

type Reason = MoveStockRequest['reason'];
const reasons = ['delivery', 'waste', 'count'] as const;
/** What trays and boxes hold. */
const steps = [1, 10];

/** One move that was sent: the same one, sent again, has the same key and counts once. */
interface Attempt {
  readonly key: string;
  readonly move: MoveStockRequest;
}

/** How many, and whether they came, went, or are all there are. */
export function createMoveForm(
  { id, name }: { readonly id: number; readonly name: string },
  onMoved: () => Promise<void>,
): HTMLElement {
  let attempt: Attempt | undefined;
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
        // The second half of a double click is no second delivery.
        if (detail <= 1 && !isSending) void send(reason);
      },
    }),
  );
  return element(
    'div',
    { className: 'move-form', role: 'group', ariaLabel: name },
    element(
      'div',
      { className: 'move-units' },
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
      { className: 'move-note' },
      element('summary', { textContent: words.note }),
      note.element,
    ),
    notice.element,
    element('div', { className: 'move-reasons' }, ...buttons),
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
    const answer = await askAsStaff('POST /staff/products/{id}/stock', {
      params: { id },
      headers: { 'idempotency-key': attempt.key },
      body: attempt.move,
    });
    markAsSending(false);
    if (answer.kind === 'unanswered') {
      notice.show(words.unanswered);
      return;
    }
    const { move } = attempt;
    attempt = undefined;
    if (answer.kind === 'refused') {
      const code = words.refusals[answer.problem.code];
      const refusals = code === undefined ? words.refusals : { '/units': code };
      showFailure(answer, notice, { '/units': units, '/note': note }, refusals);
      return;
    }
    units.control.value = '';
    note.control.value = '';
    showToast(words.done[reason](move.units, name, answer.body.stock));
    await onMoved();
  }

  function markAsSending(value: boolean) {
    isSending = value;
    for (const button of buttons) button.ariaDisabled = value ? 'true' : null;
  }
}

function continueAttempt(earlier: Attempt | undefined, move: MoveStockRequest): Attempt {
  const isSame = earlier && JSON.stringify(earlier.move) === JSON.stringify(move);
  return isSame ? earlier : { key: newKey(), move };
}
