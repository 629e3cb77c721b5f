import { button } from '../components/button.ts';
import { html, nothing } from '../components/html.ts';
import { hasUnsaved, type NumberCells } from './number-cells.ts';
import { words } from './words.ts';

/** Says whether the numbers of a table are saved. @param retry sends those again that are not */
export function saveState(cells: NumberCells, retry: () => void) {
  const drafts = Object.values(cells.drafts);
  const failed = drafts.filter(({ kind }) => kind === 'failed').length;
  const isSaving = drafts.some(({ kind }) => kind === 'saving');
  const saved = cells.hasSaved && !hasUnsaved(cells) ? words.allSaved : '';
  const text = failed > 0 ? words.numbersNotSaved(failed) : isSaving ? words.saving : saved;
  return html`<p class="plan-saved ${failed > 0 ? 'failed' : ''}" role="status">
    ${text} ${failed > 0 ? button('link', words.tryAgain, retry) : nothing}
  </p>`;
}
