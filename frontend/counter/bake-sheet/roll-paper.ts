import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { html } from '../../components/html.ts';
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
  const { to_bake, name, slots, notes } = product;
  const times = slots.map(
    (slot) => `${formatTime(slot.starts_at)}\u00a0${formatNumber(slot.units)}×`,
  );
  return html`<li>
    <span class="paper-box"></span>
    <b>${formatNumber(to_bake)} ×</b>
    <span>
      <b>${isolateForeign(name)}</b>
      <span class="paper-allergens">${times.join(' · ')}</span>
      ${foldNotes(notes).map(
        ({ quantity, note }) =>
          html`<em class="paper-note">${formatNumber(quantity)}× ${isolateForeign(note)}</em>`,
      )}
      <span class="paper-allergens">${sheetAllergens(product)}</span>
    </span>
  </li>`;
}
