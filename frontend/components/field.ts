import type { Problem } from '../../shared/contract/problem.ts';
import { element } from './element.ts';
import type { FormState } from './form.ts';
import { html, live, nothing, type TemplateResult, withValue } from './html.ts';
import type { Choice } from './select.ts';

interface FieldOptions {
  readonly hint?: string;
  readonly isHidden?: boolean;
}

interface InputOptions extends FieldOptions {
  readonly type?: 'date' | 'email' | 'number' | 'password' | 'tel' | 'time';
  readonly autocapitalize?: 'none';
  /** Off by default: the browser must not store customers' data. */
  readonly autocomplete?: AutoFill;
  /** Gets the focus when its dialog opens. */
  readonly autofocus?: boolean;
  readonly inputMode?: 'numeric' | 'decimal';
  /** Id of a datalist. */
  readonly list?: string;
  readonly max?: string | number;
  readonly maxLength?: number;
  readonly min?: string | number;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly spellcheck?: boolean;
  readonly step?: string | number;
}

/**
 * The fields of a form, each with its label, hint and fault: `input('/customer/name', words.name, { maxLength: 100 })`.
 * @param onType called with the name of a field and its new value
 * @param prefix of the ids, for forms that a page shows several times
 */
export function fieldsOf<Name extends string>(
  form: Pick<FormState<Name>, 'values' | 'faults'>,
  onType: (name: Name, value: string) => void,
  prefix = '',
) {
  const place = (name: Name, { hint }: FieldOptions) => {
    const [id, fault] = [prefix + name, form.faults[name]];
    const describedBy = hint === undefined ? `${id}-fault` : `${id}-hint ${id}-fault`;
    return { id, fault, describedBy };
  };
  return {
    input: (name: Name, label: string, options: InputOptions = {}) => {
      const { id, fault, describedBy } = place(name, options);
      const control = html`<input
        id=${id}
        aria-describedby=${describedBy}
        aria-invalid=${fault ? 'true' : nothing}
        autocapitalize=${options.autocapitalize ?? nothing}
        autocomplete=${options.autocomplete ?? 'off'}
        ?autofocus=${options.autofocus}
        inputmode=${options.inputMode ?? nothing}
        list=${options.list ?? nothing}
        max=${options.max ?? nothing}
        maxlength=${options.maxLength ?? nothing}
        min=${options.min ?? nothing}
        placeholder=${options.placeholder ?? nothing}
        ?required=${options.required}
        spellcheck=${options.spellcheck ?? nothing}
        step=${options.step ?? nothing}
        type=${options.type ?? 'text'}
        .value=${live(form.values[name])}
        @input=${withValue((value) => onType(name, value))}
      />`;
      return labelled(id, label, control, fault, options);
    },

    /** Offers an unknown value too, so that saving does not change it. */
    select: (name: Name, label: string, choices: readonly Choice[], options: FieldOptions = {}) => {
      const { id, fault, describedBy } = place(name, options);
      const chosen = form.values[name];
      const isKnown = chosen === '' || choices.some(([value]) => value === chosen);
      const offered = isKnown ? choices : [...choices, [chosen, chosen] as const];
      const control = html`<select
        id=${id}
        aria-describedby=${describedBy}
        aria-invalid=${fault ? 'true' : nothing}
        @change=${withValue((value) => onType(name, value))}
      >
        ${offered.map(([value, text]) => option(value, text, value === chosen))}
      </select>`;
      return labelled(id, label, control, fault, options);
    },
  };
}

function option(value: string, text: string, isChosen: boolean) {
  return html`<option value=${value} .selected=${live(isChosen)}>${text}</option>`;
}

function labelled(
  id: string,
  label: string,
  control: TemplateResult,
  fault: string | undefined,
  { hint, isHidden }: FieldOptions,
) {
  return html`<div class="field" ?hidden=${isHidden}>
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`} ${control}
    <p id="${id}-fault" class="fault" ?hidden=${!fault}>${fault}</p>
  </div>`;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface Field<C extends Control> {
  readonly element: HTMLElement;
  readonly control: C;
  /** Shows the fault of the value; '' hides it. */
  showFault(fault: string): void;
}

let count = 0;

/** A control with a label, a hint and a place for its fault. */
export function createField<C extends Control>(label: string, control: C, hint?: string): Field<C> {
  const id = `field-${++count}`;
  const fault = element('p', { id: `${id}-fault`, className: 'fault', hidden: true });
  control.id = id;
  control.setAttribute(
    'aria-describedby',
    hint === undefined ? fault.id : `${id}-hint ${fault.id}`,
  );
  return {
    control,
    element: element(
      'div',
      { className: 'field' },
      element('label', { htmlFor: id, textContent: label }),
      ...(hint === undefined
        ? []
        : [element('p', { id: `${id}-hint`, className: 'hint', textContent: hint })]),
      control,
      fault,
    ),
    showFault(text) {
      fault.textContent = text;
      fault.hidden = text === '';
      if (text === '') control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
    },
  };
}

/**
 * Shows each fault of the API at its field.
 * @param fields by their path in the request, "/customer/name"
 * @returns the messages of faults without a field
 */
export function showFaults(
  { errors = [] }: Pick<Problem, 'errors'>,
  fields: Readonly<Record<string, Pick<Field<Control>, 'showFault' | 'control'>>>,
): string[] {
  for (const field of Object.values(fields)) field.showFault('');
  const others: string[] = [];
  let first: Control | undefined;
  for (const { path, message } of errors) {
    const field = fields[path];
    if (!field) {
      others.push(`${path}: ${message}`);
      continue;
    }
    field.showFault(message);
    first ??= field.control;
  }
  first?.focus();
  return others;
}
