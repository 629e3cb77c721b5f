import type { FormState } from './form.ts';
import {
  type EventAt,
  html,
  live,
  noChange,
  notANumber,
  nothing,
  type TemplateResult,
  withValue,
} from './html.ts';

/** Value and label of an option. */
export type Choice = readonly [value: string, label: string];

interface FieldOptions {
  readonly hint?: string;
  readonly isHidden?: boolean;
}

interface AreaOptions extends FieldOptions {
  readonly rows?: number;
}

interface InputOptions extends FieldOptions {
  /** For screen readers, when the label alone is not clear. */
  readonly accessibleName?: string;
  readonly type?:
    'date' | 'datetime-local' | 'email' | 'number' | 'password' | 'tel' | 'text' | 'time';
  readonly autocapitalize?: 'none';
  /** Off by default: the browser must not store customers' data. */
  readonly autocomplete?: AutoFill;
  /** Gets the focus when its dialog opens. */
  readonly autofocus?: boolean;
  readonly className?: string;
  /** Id of the form, for a field outside of it. */
  readonly form?: string;
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
  form: FormPart<Name>,
  onType: (name: Name, value: string) => void,
  prefix = '',
) {
  return {
    type: onType,
    input: (name: Name, label: string, options: InputOptions = {}) =>
      inputField(placeOf(form, name, prefix), label, options, (value) => onType(name, value)),
    area: (name: Name, label: string, options: AreaOptions = {}) =>
      areaField(placeOf(form, name, prefix), label, options, (value) => onType(name, value)),
    /** Offers an unknown value too, so that saving does not change it. */
    select: (name: Name, label: string, choices: readonly Choice[], options: FieldOptions = {}) =>
      selectField(placeOf(form, name, prefix), label, choices, options, (value) =>
        onType(name, value),
      ),
    /** A box whose value is 'on' or ''. */
    check: (name: Name, label: string) =>
      checkField(form.values[name], label, (value) => onType(name, value)),
  };
}

type FormPart<Name extends string> = Pick<FormState<Name>, 'values' | 'faults'>;

/** A field of a form. */
interface Place {
  readonly id: string;
  readonly value: string;
  readonly fault: string | undefined;
}

function placeOf<Name extends string>(form: FormPart<Name>, name: Name, prefix: string): Place {
  return { id: prefix + name, value: form.values[name], fault: form.faults[name] };
}

type OnType = (value: string) => void;

function inputField(place: Place, label: string, options: InputOptions, onType: OnType) {
  const control = html`<input
    id=${place.id}
    aria-describedby=${describedBy(place, options)}
    aria-invalid=${place.fault ? 'true' : nothing}
    aria-label=${options.accessibleName ?? nothing}
    autocapitalize=${options.autocapitalize ?? nothing}
    autocomplete=${options.autocomplete ?? 'off'}
    ?autofocus=${options.autofocus}
    class=${options.className ?? nothing}
    form=${options.form ?? nothing}
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
    .value=${place.value === notANumber ? noChange : live(place.value)}
    @input=${withValue(onType)}
  />`;
  return labelled(place, label, control, options);
}

function areaField(place: Place, label: string, options: AreaOptions, onType: OnType) {
  const control = html`<textarea
    id=${place.id}
    aria-describedby=${describedBy(place, options)}
    aria-invalid=${place.fault ? 'true' : nothing}
    rows=${options.rows ?? 3}
    .value=${live(place.value)}
    @input=${withValue(onType)}
  ></textarea>`;
  return labelled(place, label, control, options);
}

function selectField(
  place: Place,
  label: string,
  choices: readonly Choice[],
  options: FieldOptions,
  onType: OnType,
) {
  const { value: chosen } = place;
  const isKnown = chosen === '' || choices.some(([value]) => value === chosen);
  const offered = isKnown ? choices : [...choices, [chosen, chosen] as const];
  const control = html`<select
    id=${place.id}
    aria-describedby=${describedBy(place, options)}
    aria-invalid=${place.fault ? 'true' : nothing}
    @change=${withValue(onType)}
  >
    ${offered.map(([value, text]) => option(value, text, value === chosen))}
  </select>`;
  return labelled(place, label, control, options);
}

function checkField(value: string, label: string, onType: OnType) {
  const check = ({ currentTarget }: EventAt<HTMLInputElement>) =>
    onType(currentTarget.checked ? 'on' : '');
  return html`<label class="check">
    <input type="checkbox" .checked=${live(value === 'on')} @change=${check} />${label}
  </label>`;
}

function option(value: string, text: string, isChosen: boolean) {
  return html`<option value=${value} .selected=${live(isChosen)}>${text}</option>`;
}

function labelled(
  { id, fault }: Place,
  label: string,
  control: TemplateResult,
  { hint, isHidden }: FieldOptions,
) {
  return html`<div class="field" ?hidden=${isHidden}>
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`} ${control}
    <p id="${id}-fault" class="fault" ?hidden=${!fault}>${fault}</p>
  </div>`;
}

function describedBy({ id }: Place, { hint }: FieldOptions): string {
  return hint === undefined ? `${id}-fault` : `${id}-hint ${id}-fault`;
}
