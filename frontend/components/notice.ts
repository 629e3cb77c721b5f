import { html, type TemplateResult } from './html.ts';

/** An error message. */
export interface Notice {
  readonly title: string;
  readonly text?: string;
}

/**
 * A box for an error message. Its live region is always on the page, because screen readers announce
 * only changes in an existing region.
 */
export function noticeBox(notice: Notice | null): TemplateResult {
  return html`<div class="live" role="alert">
    <p class="notice" ?hidden=${notice === null}>
      <strong>${notice?.title}</strong> <span>${notice?.text}</span>
    </p>
  </div>`;
}
