import type { ListClosuresResponse } from '../../../shared/contract/settings.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { newForm, sendForm, typeInto } from '../../components/form.ts';
import { formView } from '../../components/form-view.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { addDays, formatDay, formatDistance, today } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { putChange } from './ask-affected.ts';
import { words } from './words.ts';

type Closure = ListClosuresResponse[number];

/** The closed days, and the form for another one. */
export type ClosuresState = Readonly<ReturnType<typeof noClosures>>;
export type ClosureActions = ReturnType<typeof createClosureActions>;

export function noClosures() {
  return {
    ...newForm({ '/path/date': addDays(today(), 1), '/message': '' }),
    /** From today on; null until loaded. */
    closures: null as readonly Closure[] | null,
    listNotice: null as Notice | null,
  };
}

/** Extra closing days, each with a message for customers. */
export function closuresPanel(state: ClosuresState, mayChange: boolean, actions: ClosureActions) {
  const { closures, listNotice } = state;
  const row = (closure: Closure) =>
    closureRow(closure, mayChange ? () => actions.openAgain(closure) : undefined);
  return html`<section class="panel">
    <h2>${words.closures}</h2>
    <p class="quiet">${words.closuresLead}</p>
    <p class="quiet" ?hidden=${closures?.length !== 0}>${words.noClosures}</p>
    <ul class="closures">
      ${repeat(closures ?? [], ({ date }) => date, row)}
    </ul>
    ${noticeBox(listNotice)} ${mayChange ? closureForm(state, actions) : nothing}
  </section>`;
}

function closureRow({ date, message, orders }: Closure, openAgain?: () => void) {
  const day = formatDay(date);
  return html`<li>
    <div>
      <h3>${day}</h3>
      <p class="quiet">${formatDistance(date)}</p>
    </div>
    <p>${message}</p>
    ${orders === 0 ? nothing : html`<p class="affected">${words.affected(orders)}</p>`}
    ${
      openAgain
        ? button('button soft', words.openAgain, openAgain, { label: words.openAgainOn(day) })
        : nothing
    }
  </li>`;
}

function closureForm(state: ClosuresState, { type, close }: ClosureActions) {
  const { input } = fieldsOf(state, type);
  const content = html`${input('/path/date', words.date, { type: 'date', min: today() })}
  ${input('/message', words.message, { placeholder: words.messageExample })}`;
  return formView(state, { className: 'stack inset', submit: words.close }, close, content);
}

/** @param place contains the form */
export function createClosureActions(store: Store<ClosuresState>, place: Element) {
  return {
    refresh: () => refresh(store),
    type: typeInto(store),
    close: () => sendForm(store, place.querySelector('.inset') ?? place, () => closeDay(store)),
    openAgain: (closure: Closure) => void openAgain(store, closure),
  };
}

async function refresh(store: Store<ClosuresState>) {
  const answer = await askAsStaff('GET /staff/closures');
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: { title: words.outOfReach, text: explainFailure(answer) } });
    return;
  }
  const closures = answer.body.filter(({ date }) => date >= today());
  store.change({ closures, listNotice: null });
}

/** @returns what the form shows afterwards */
async function closeDay(store: Store<ClosuresState>): Promise<Partial<ClosuresState>> {
  const { '/path/date': date, '/message': message } = store.state.values;
  // The date is part of the request's path, so an empty date cannot be sent to the API.
  if (date === '') return { faults: { '/path/date': words.closureRefusals['/path/date'] } };
  const answer = await putClosure(date, message);
  if (!answer) return {};
  if (answer.kind !== 'accepted') {
    return describeFailure(answer, Object.keys(store.state.values), words.closureRefusals);
  }
  showToast(words.closedNow(formatDay(date)));
  await refresh(store);
  return { values: { '/path/date': date, '/message': '' } };
}

async function openAgain(store: Store<ClosuresState>, { date, message }: Closure) {
  const answer = await askAsStaff('DELETE /staff/closures/{date}', { params: { date } });
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: describeFailure(answer).notice });
    return;
  }
  showToast(words.opened(formatDay(date)), {
    label: words.undo,
    run: () => void closeAgain(store, date, message),
  });
  await refresh(store);
}

async function closeAgain(store: Store<ClosuresState>, date: string, message: string) {
  const answer = await putClosure(date, message);
  if (!answer) return;
  if (answer.kind === 'accepted') await refresh(store);
  else store.change({ listNotice: describeFailure(answer).notice });
}

function putClosure(date: string, message: string) {
  return putChange((confirmed) =>
    askAsStaff('PUT /staff/closures/{date}', {
      params: { date },
      body: { message, ...confirmed },
    }),
  );
}
