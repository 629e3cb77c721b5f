import { fieldsOf } from './field.ts';
import { type FormState, newForm, sendForm, submitTo, typeInto } from './form.ts';
import { html, nothing, render, type TemplateResult } from './html.ts';
import { noticeBox } from './notice.ts';
import { createStore } from './store.ts';

interface FormLook {
  readonly className?: string;
  /** The text of the button. */
  readonly submit: string;
  readonly buttonClass?: string;
  /** A second button. */
  readonly other?: { readonly text: string; readonly act: () => void };
  /** Only where all faults are empty fields: other faults are shown at the fields, in the page's language. */
  readonly isCheckedByBrowser?: boolean;
}

/** A form: its content, the notice and the button. */
export function formView(
  { notice, isSending }: Pick<FormState, 'notice' | 'isSending'>,
  look: FormLook,
  send: () => unknown,
  content: TemplateResult,
) {
  const { className = 'stack', submit, buttonClass = 'button', other } = look;
  const button = html`<button
    type="submit"
    class=${buttonClass}
    aria-disabled=${isSending || nothing}
  >
    ${submit}
  </button>`;
  return html`<form
    class=${className}
    ?novalidate=${!look.isCheckedByBrowser}
    @submit=${submitTo(send)}
  >
    ${content} ${noticeBox(notice)}
    ${other ? html`<div class="actions">${button} ${softButton(other.text, other.act)}</div>` : button}
  </form>`;
}

function softButton(text: string, act: () => void) {
  return html`<button type="button" class="button soft" @click=${act}>${text}</button>`;
}

interface OwnForm<Values extends Record<string, string>> extends FormLook {
  readonly values: Values;
  readonly content: (fields: Fields<Values>, values: Readonly<Values>) => TemplateResult;
  /** Returns the changes of the state afterwards. */
  readonly send: (values: Readonly<Values>) => Promise<Partial<FormState>>;
  /** Of the ids of the fields. */
  readonly prefix?: string;
}

type Fields<Values> = ReturnType<typeof fieldsOf<keyof Values & string>>;

/** Shows a form with a state of its own. */
export function showForm<Values extends Record<string, string>>(
  place: HTMLElement,
  form: OwnForm<Values>,
): void {
  const store = createStore<FormState<keyof Values & string>>(newForm(form.values));
  const values = () => store.state.values as Values;
  const send = () => sendForm(store, place, () => form.send(values()));
  store.subscribe((state) => {
    const content = form.content(fieldsOf(state, typeInto(store), form.prefix), values());
    render(formView(state, form, send, content), place);
  });
}
