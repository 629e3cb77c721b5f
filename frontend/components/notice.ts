import { element } from './element.ts';

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
