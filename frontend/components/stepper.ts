import { element } from './element.ts';
import { type EventAt, html } from './html.ts';

/** Accessible names of the three controls. */
interface Labels {
  readonly fewer: string;
  readonly howMany: string;
  readonly more: string;
}

/** A quantity field between a minus and a plus button. Zero is a valid quantity. */
export function stepper(
  labels: Labels,
  quantity: number,
  max: number,
  onChange: (quantity: number) => void,
) {
  const type = ({ currentTarget: input }: EventAt<HTMLInputElement>) => {
    const typed = input.value === '' ? quantity : input.valueAsNumber;
    // The new quantity may differ from the typed one, or be the same as before.
    input.value = String(quantity);
    onChange(typed);
  };
  return html`<div class="stepper" role="group">
    <button type="button" aria-label=${labels.fewer} @click=${() => onChange(quantity - 1)}>
      −
    </button>
    <input
      type="number"
      inputmode="numeric"
      min="0"
      max=${max}
      aria-label=${labels.howMany}
      .value=${String(quantity)}
      @change=${type}
    />
    <button
      type="button"
      aria-label=${labels.more}
      ?disabled=${quantity >= max}
      @click=${() => onChange(quantity + 1)}
    >
      +
    </button>
  </div>`;
}

/** Moves the focus to the plus button of the stepper in this element. */
export function focusStepper(container: Element | null): void {
  container?.querySelector<HTMLElement>('.stepper > :last-child')?.focus();
}

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
