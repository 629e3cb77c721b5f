import { createDialog, showDialog } from '../../components/dialog.ts';
import { fieldsOf } from '../../components/field.ts';
import { type FormState, newForm, typeInto } from '../../components/form.ts';
import { type EventAt, html, render } from '../../components/html.ts';
import { createStore } from '../../components/store.ts';
import { words } from './words.ts';

type ReasonForm = FormState<'reason'>;

/** Asks for the reason of a cancellation. @returns null when the dialog was closed without one */
export async function askReason(id: number): Promise<string | null> {
  const store = createStore<ReasonForm>(newForm({ reason: '' }));
  const dialog = createDialog('cancel-title');
  const type = (reason: string) => typeInto(store)('reason', reason);
  store.subscribe((form) => render(reasonView(id, form, type), dialog));
  const closedBy = await showDialog(dialog);
  const reason = store.state.values.reason.trim();
  return closedBy === 'cancel' && reason !== '' ? reason : null;
}

function reasonView(id: number, form: ReasonForm, onType: (reason: string) => void) {
  const { input } = fieldsOf(form, (_, reason) => onType(reason));
  const choose = ({ currentTarget: { value, form } }: EventAt<HTMLButtonElement>) => {
    onType(value);
    form?.querySelector('input')?.focus();
  };
  const close = ({ currentTarget }: EventAt<HTMLElement>) =>
    currentTarget.closest('dialog')?.close();
  const usual = words.usualReasons.map(
    (reason) =>
      html`<button type="button" class="button soft" value=${reason} @click=${choose}>
        ${reason}
      </button>`,
  );
  return html`<form method="dialog">
    <h2 id="cancel-title">${words.cancelTitle(id)}</h2>
    <div class="choices">${usual}</div>
    ${input('reason', words.reason, {
      hint: words.reasonHint,
      maxLength: 200,
      required: true,
      autofocus: true,
    })}
    <div class="choices">
      <button class="button bad" value="cancel">${words.cancel}</button>
      <button type="button" class="link" @click=${close}>${words.keep}</button>
    </div>
  </form>`;
}
