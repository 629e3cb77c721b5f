import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { html, nothing } from '../../components/html.ts';
import { formatDay, formatNumber, formatTime } from '../../components/wording.ts';
import { foldNotes } from './fold-notes.ts';
import { sheetAllergens, type SheetProduct } from './sheet-product.ts';
import { words } from './words.ts';

/** The bake sheet for a printer of 80 mm. */
export function rollPaper({ date, products }: BakeSheet) {
  return html`<article class="paper sheet-roll">
    <p class="paper-kind">${words.title}</p>
    <p class="paper-pickup">${formatDay(date)}</p>
    <ul class="paper-lines">
      ${products.map(rollLine)}
    </ul>
  </article>`;
}

function rollLine(product: SheetProduct) {
  const { to_bake, name, slots, variants, inscriptions, notes } = product;
  const times = slots.map(
    (slot) => `${formatTime(slot.starts_at)}\u00a0${formatNumber(slot.units)}×`,
  );
  return html`<li>
    <span class="paper-box"></span>
    <b>${formatNumber(to_bake)} ×</b>
    <div>
      <b>${isolateForeign(name)}</b>
      ${variants
        .filter(({ units }) => units > 0)
        .map(
          ({ choices, units }) =>
            html`<p>${formatNumber(units)}× ${choices === '' ? words.withoutOptions : choices}</p>`,
        )}
      ${inscriptions
        .filter(({ change_since_cut_off: change }) => change !== 'removed')
        .map(rollInscription)}
      <span class="paper-allergens">${times.join(' · ')}</span>
      ${foldNotes(notes).map(
        ({ quantity, note }) =>
          html`<em class="paper-note">${formatNumber(quantity)}× ${isolateForeign(note)}</em>`,
      )}
      <div class="paper-allergens">${sheetAllergens(product)}</div>
    </div>
  </li>`;
}

function rollInscription(inscription: SheetProduct['inscriptions'][number]) {
  const { quantity, text, choices, order_id, pickup_at } = inscription;
  const facts = [choices, formatTime(pickup_at), words.order(order_id)];
  return html`<div class="inscriptions">
    ${quantity > 1 ? `${formatNumber(quantity)}× ` : nothing}<q dir="auto">${text}</q>
    <span class="paper-allergens">${facts.filter((fact) => fact !== '').join(' · ')}</span>
  </div>`;
}
