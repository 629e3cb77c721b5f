import { element } from './element.ts';

/** Value and label. */
export type Choice = readonly [value: string, label: string];

export function createSelect(choices: readonly Choice[]): HTMLSelectElement {
  return element('select', {}, ...choices.map(createOption));
}

/** Selects the value; adds an option for an unknown value, so that saving does not change it. */
export function choose(select: HTMLSelectElement, value: string): void {
  const isThere = [...select.options].some((option) => option.value === value);
  if (!isThere) select.append(createOption([value, value]));
  select.value = value;
}

function createOption([value, textContent]: Choice): HTMLOptionElement {
  return element('option', { value, textContent });
}
