import { html, type TemplateResult } from '../../components/html.ts';
import type { ProductPage } from '../options/product-options.ts';
import { words } from './words.ts';

/** The panel of a product's options; `openOptions` fills it. */
export function optionsPanel(): TemplateResult {
  return html`<section class="panel stack product-form">
    <h2>${words.options}</h2>
    <p class="quiet">${words.optionsHint}</p>
    <div class="options-place"></div>
    <a class="button soft button-link" href="#/options">${words.toOptions}</a>
  </section>`;
}

/** @param place contains the panel @returns whether something is not saved */
export async function openOptions(
  place: HTMLElement,
  page: ProductPage,
  signal: AbortSignal,
): Promise<() => boolean> {
  const { openProductOptions } = await import('../options/product-options.ts');
  const panel = place.querySelector<HTMLElement>('.options-place');
  return panel && !signal.aborted ? openProductOptions(panel, page, signal) : () => false;
}
