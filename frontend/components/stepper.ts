import { element } from './element.ts';

export interface StepperOptions {
  readonly max: number;
  /** Accessible names of the three controls. */
  readonly labels: { readonly fewer: string; readonly howMany: string; readonly more: string };
}

/** A quantity field between a minus and a plus button. Zero is a valid quantity. */
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
      // Shows the stored quantity, which may differ from the typed text.
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
