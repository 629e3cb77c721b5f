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
