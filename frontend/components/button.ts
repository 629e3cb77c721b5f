import { html, nothing } from './html.ts';

interface ButtonOptions {
  /** For screen readers, when the text alone is not clear. */
  readonly label?: string;
  /** A blocked button keeps the focus; its clicks must be ignored. */
  readonly isBlocked?: boolean;
}

/** @param look class names: "button soft" */
export function button(
  look: string,
  text: string,
  act: (event: MouseEvent) => unknown,
  { label, isBlocked }: ButtonOptions = {},
) {
  return html`<button
    type="button"
    class=${look}
    aria-label=${label ?? nothing}
    aria-disabled=${isBlocked ?? nothing}
    @click=${act}
  >
    ${text}
  </button>`;
}
