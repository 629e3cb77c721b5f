import type { ListClosuresResponse } from '../../../shared/contract/settings.ts';
import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { addDays, formatDay, formatDistance, today } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { putChange } from './ask-affected.ts';
import { words } from './words.ts';

type Closure = ListClosuresResponse[number];

/** Extra closing days, each with a message for customers. */
export function createClosures(mayChange: boolean): HTMLElement {
  const notice = createNotice();
  const none = element('p', { className: 'quiet', textContent: words.noClosures, hidden: true });
  const list = element('ul', { className: 'closures' });
  const showClosures = createKeyedList<Closure>(
    list,
    ({ date }) => Date.parse(date),
    ({ date }) => createRow(date, mayChange ? openAgain : undefined),
  );
  void refresh();
  return element(
    'section',
    { className: 'panel' },
    element('h2', { textContent: words.closures }),
    element('p', { className: 'quiet', textContent: words.closuresLead }),
    none,
    list,
    notice.element,
    ...(mayChange ? [createClosureForm(refresh)] : []),
  );

  async function refresh() {
    const answer = await askAsStaff('GET /staff/closures');
    if (answer.kind !== 'accepted') {
      notice.show(words.outOfReach, explainFailure(answer));
      return;
    }
    notice.hide();
    const ahead = answer.body.filter(({ date }) => date >= today());
    showClosures(ahead);
    none.hidden = ahead.length > 0;
  }

  async function openAgain({ date, message }: Closure) {
    const answer = await askAsStaff('DELETE /staff/closures/{date}', { params: { date } });
    if (answer.kind !== 'accepted') {
      showFailure(answer, notice);
      return;
    }
    showToast(words.opened(formatDay(date)), {
      label: words.undo,
      run: () => void closeAgain(date, message),
    });
    await refresh();
  }

  async function closeAgain(date: string, message: string) {
    const answer = await putClosure(date, message);
    if (!answer) return;
    if (answer.kind !== 'accepted') showFailure(answer, notice);
    else await refresh();
  }
}

function putClosure(date: string, message: string) {
  return putChange((confirmed) =>
    askAsStaff('PUT /staff/closures/{date}', {
      params: { date },
      body: { message, ...confirmed },
    }),
  );
}

function createClosureForm(onClosed: () => Promise<void>): HTMLFormElement {
  const notice = createNotice();
  const date = createField(
    words.date,
    element('input', { type: 'date', min: today(), value: addDays(today(), 1) }),
  );
  const message = createField(
    words.message,
    element('input', { autocomplete: 'off', placeholder: words.messageExample }),
  );
  const fields = { '/path/date': date, '/message': message };
  return createForm(
    'stack inset',
    close,
    date.element,
    message.element,
    notice.element,
    element('button', { type: 'submit', className: 'button', textContent: words.close }),
  );

  async function close() {
    notice.hide();
    const day = date.control.value;
    // The date is part of the request's path, so an empty date cannot be sent to the API.
    if (day === '') {
      date.showFault(words.closureRefusals['/path/date']);
      date.control.focus();
      return;
    }
    const answer = await putClosure(day, message.control.value);
    if (!answer) return;
    if (answer.kind !== 'accepted') {
      showFailure(answer, notice, fields, words.closureRefusals);
      return;
    }
    for (const field of Object.values(fields)) field.showFault('');
    message.control.value = '';
    showToast(words.closedNow(formatDay(day)));
    await onClosed();
  }
}

function createRow(
  date: string,
  openAgain?: (closure: Closure) => Promise<void>,
): ItemView<Closure> {
  let shown: Closure | undefined;
  const message = element('p');
  const affected = element('p', { className: 'affected' });
  const day = formatDay(date);
  const button = element('button', {
    type: 'button',
    className: 'button soft',
    textContent: words.openAgain,
    ariaLabel: words.openAgainOn(day),
    onclick: () => {
      if (shown) void openAgain?.(shown);
    },
  });
  return {
    element: element(
      'li',
      {},
      element(
        'div',
        {},
        element('h3', { textContent: day }),
        element('p', { className: 'quiet', textContent: formatDistance(date) }),
      ),
      message,
      affected,
      ...(openAgain ? [button] : []),
    ),
    update(closure) {
      shown = closure;
      message.textContent = closure.message;
      affected.hidden = closure.orders === 0;
      affected.textContent = words.affected(closure.orders);
    },
  };
}
