import { html, nothing } from '../../components/html.ts';
import { words } from './words.ts';

const parts = { shelf: '#/stock', daily: '#/stock/daily' } as const;

/** Links to the goods on the shelf, and to those that are baked daily. */
export function stockParts(current: keyof typeof parts) {
  const link = (part: keyof typeof parts) =>
    html`<a class="day-link" href=${parts[part]} aria-current=${part === current ? 'page' : nothing}
      >${words.parts[part]}</a
    >`;
  return html`<nav class="segments stock-parts" aria-label=${words.title}>
    ${link('shelf')} ${link('daily')}
  </nav>`;
}
