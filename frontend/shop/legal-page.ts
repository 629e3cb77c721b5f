import { html } from '../components/html.ts';
import { commonWords } from '../components/words.ts';
import type { LegalText } from './shop-page.ts';
import type { ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** Imprint, privacy or terms, as the manager has written them. */
export function legalPage(name: LegalText, { bakery, showText }: ShopState) {
  return html`<section class="legal">
    <a class="way-back" href="/">${words.keepShopping}</a>
    <h1 tabindex="-1">${commonWords.legal[name]}</h1>
    ${bakery[name] === '' ? html`<p>${words.noText}</p>` : showText?.(bakery[name])}
  </section>`;
}
