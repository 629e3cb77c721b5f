import { element } from './element.ts';

/** What is sent, and what is read. */
export type Choice = readonly [value: string, label: string];

export function createSelect(choices: readonly Choice[]): HTMLSelectElement {
  return element('select', {}, ...choices.map(createOption));
}

/** Shows the value as chosen, also when it is none of the choices: what is there must not be lost. */
export function choose(select: HTMLSelectElement, value: string): void {
  const isThere = [...select.options].some((option) => option.value === value);
  if (!isThere) select.append(createOption([value, value]));
  select.value = value;
}

function createOption([value, textContent]: Choice): HTMLOptionElement {
  return element('option', { value, textContent });
}
