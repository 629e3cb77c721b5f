import { element } from './element.ts';

export interface StepperOptions {
  readonly max: number;
  /** What its three parts are called by those who do not see them. */
  readonly labels: { readonly fewer: string; readonly howMany: string; readonly more: string };
}

/** Fewer, how many, more. Zero is a quantity too. */
export function createStepper(
  { max, labels }: StepperOptions,
  onChange: (quantity: number) => void,
) {
  let shown = 0;
  const fewer = element('button', {
    type: 'button',
    ariaLabel: labels.fewer,
    textContent: '−',
    onclick: () => onChange(shown - 1),
  });
  const input = element('input', {
    type: 'number',
    inputMode: 'numeric',
    min: '0',
    max: String(max),
    ariaLabel: labels.howMany,
    onchange: () => {
      onChange(input.value === '' ? shown : input.valueAsNumber);
      // Whatever was typed, what is shown is what is in the basket.
      input.value = String(shown);
    },
  });
  const more = element('button', {
    type: 'button',
    ariaLabel: labels.more,
    textContent: '+',
    onclick: () => onChange(shown + 1),
  });
  return {
    element: element('div', { className: 'stepper', role: 'group' }, fewer, input, more),
    update(quantity: number) {
      if (quantity === shown) return;
      shown = quantity;
      input.value = String(quantity);
      more.disabled = quantity >= max;
    },
    focus: () => more.focus(),
  };
}
