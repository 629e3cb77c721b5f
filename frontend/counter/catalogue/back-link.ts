import { html } from '../../components/html.ts';
import { goBackTo } from '../address.ts';
import { words } from './words.ts';

/** The link from a product to the list, with the filter and the scroll position that the list had. */
export function backLink() {
  return html`<a class="back" href="#/catalogue" @click=${goBackTo('#/catalogue')}
    >${words.back}</a
  >`;
}
