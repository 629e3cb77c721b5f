import { element } from './element.ts';
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

/**
 * A box for an error message. Its live region is always on the page, because screen readers announce
 * only changes in an existing region.
 */
export function createNotice() {
  const title = element('strong');
  const text = element('span');
  const box = element('p', { className: 'notice', hidden: true }, title, ' ', text);
  return {
    element: element('div', { className: 'live', role: 'alert' }, box),
    show(heading: string, detail = '') {
      title.textContent = heading;
      text.textContent = detail;
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
      title.textContent = '';
      text.textContent = '';
    },
  };
}
