import { html } from '../components/html.ts';
import type { LegalText } from './shop-page.ts';
import { words } from './words.ts';

/** Imprint, privacy or terms, as the manager has written them. */
export function legalPage(name: LegalText) {
  return html`<section class="legal">
    <a class="way-back" href="/">${words.keepShopping}</a>
    <h1 tabindex="-1">${words.legal[name]}</h1>
  </section>`;
}
