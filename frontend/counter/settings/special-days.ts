import type { ListSpecialDaysResponse } from '../../../shared/contract/settings.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { newForm, sendForm, typeInto } from '../../components/form.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { addDays, formatDay, formatDistance, today } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { putChange } from './ask-affected.ts';
import { section } from './settings-form.ts';
import { words } from './words.ts';

type Closure = ListSpecialDaysResponse[number];

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

/** Extra closing days, each with a message for customers. They are saved at once. */
export function closuresSection(state: ClosuresState, actions: ClosureActions) {
  return section(
    words.closures,
    html`<p class="quiet">${words.closuresLead}</p>
      ${closureList(state, actions.openAgain)} ${closureFields(state, actions)}`,
  );
}

/** @param openAgain undefined for staff who cannot change the closed days */
export function closureList(
  { closures, listNotice }: ClosuresState,
  openAgain?: (closure: Closure) => void,
) {
  const row = (closure: Closure) => closureRow(closure, openAgain);
  return html`<p class="quiet" ?hidden=${closures?.length !== 0}>${words.noClosures}</p>
    <ul class="closures">
      ${repeat(closures ?? [], ({ date }) => date, row)}
    </ul>
    ${noticeBox(listNotice)}`;
}

function closureRow(closure: Closure, openAgain?: (closure: Closure) => void) {
  const { date, message, orders } = closure;
  const day = formatDay(date);
  const reopen = () => openAgain?.(closure);
  return html`<li>
    <div>
      <h3>${day} <span class="quiet">${formatDistance(date)}</span></h3>
      <p>${message}</p>
      ${orders === 0 ? nothing : affectedLink(date, orders)}
    </div>
    ${openAgain ? button('button soft', words.openAgain, reopen, { label: words.openAgainOn(day) }) : nothing}
  </li>`;
}

function affectedLink(date: string, orders: number) {
  return html`<p class="affected">
    <a href="#/orders?day=${date}">${words.affected(orders)}</a>
  </p>`;
}

/** The fields belong to a form outside of the settings, because forms cannot be nested. */
function closureFields(state: ClosuresState, { type }: ClosureActions) {
  const { input } = fieldsOf(state, type);
  const form = 'closure';
  return html`<div class="inset stack closure-fields">
    <div class="fields">
      ${input('/path/date', words.date, { type: 'date', min: today(), form })}
      ${input('/message', words.message, { placeholder: words.messageExample, form })}
    </div>
    ${noticeBox(state.notice)}
    <button class="button soft" form=${form} aria-disabled=${state.isSending || nothing}>
      ${words.close}
    </button>
  </div>`;
}

/** @param place contains the form */
export function createClosureActions(store: Store<ClosuresState>, place: Element) {
  return {
    refresh: () => refresh(store),
    type: typeInto(store),
    close: () =>
      sendForm(store, place.querySelector('.closure-fields') ?? place, () => closeDay(store)),
    openAgain: (closure: Closure) => void openAgain(store, closure),
  };
}

async function refresh(store: Store<ClosuresState>) {
  const answer = await askAsStaff('GET /staff/special-days');
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
  const answer = await askAsStaff('DELETE /staff/special-days/{date}', { params: { date } });
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
    askAsStaff('PUT /staff/special-days/{date}', {
      params: { date },
      body: { message, ...confirmed },
    }),
  );
}
