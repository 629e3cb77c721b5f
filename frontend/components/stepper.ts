import { maxQuantity } from '../shop/basket.ts';
import { element } from './element.ts';

/** Fewer, how many, more. Zero is a quantity too. */
export function createStepper(name: string, onChange: (quantity: number) => void) {
  let shown = 0;
  const fewer = element('button', {
    type: 'button',
    ariaLabel: `One ${name} fewer`,
    textContent: '−',
    onclick: () => onChange(shown - 1),
  });
  const input = element('input', {
    type: 'number',
    inputMode: 'numeric',
    min: '0',
    max: String(maxQuantity),
    ariaLabel: `How many: ${name}`,
    onchange: () => {
      onChange(input.value === '' ? shown : input.valueAsNumber);
      // Whatever was typed, what is shown is what is in the basket.
      input.value = String(shown);
    },
  });
  const more = element('button', {
    type: 'button',
    ariaLabel: `One ${name} more`,
    textContent: '+',
    onclick: () => onChange(shown + 1),
  });
  return {
    element: element('div', { className: 'stepper', role: 'group' }, fewer, input, more),
    update(quantity: number) {
      if (quantity === shown) return;
      shown = quantity;
      input.value = String(quantity);
      more.disabled = quantity >= maxQuantity;
    },
    focus: () => more.focus(),
  };
}
