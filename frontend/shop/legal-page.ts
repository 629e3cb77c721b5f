import type { LegalText } from '../../shared/domain/legal-texts.ts';
import { html, nothing } from '../components/html.ts';
import { commonWords } from '../components/words.ts';
import type { ShopActions } from './shop-actions.ts';
import type { ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** Imprint, privacy or terms, as the manager has written them. */
export function legalPage(name: LegalText, state: ShopState, actions: ShopActions) {
  const isGiven = state.bakery.texts.includes(name);
  return html`<section class="legal">
    <a class="way-back" href="/">${words.keepShopping}</a>
    <h1 tabindex="-1">${commonWords.legal[name]}</h1>
    ${isGiven ? textOf(state, actions) : html`<p>${words.noText}</p>`}
  </section>`;
}

function textOf({ text }: ShopState, { retryText }: ShopActions) {
  switch (text?.kind) {
    case 'loaded':
      return text.view;
    case 'unreachable':
      return html`<div class="notice" role="alert">
        <h2>${words.unreachableTitle}</h2>
        <p>${words.textUnreachable}</p>
        <button class="button" type="button" @click=${() => retryText(text.name)}>
          ${words.tryAgain}
        </button>
      </div>`;
    case 'loading':
    case undefined:
      return nothing;
  }
}
