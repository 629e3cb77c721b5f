import type { Problem } from '../../shared/contract/problem.ts';
import { element } from './element.ts';

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
