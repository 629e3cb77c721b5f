import type { Product } from '../../../shared/contract/products.ts';
import { nearestMinorUnits, toMainUnit } from '../../../shared/domain/money.ts';
import { unitPriceOf } from '../../../shared/domain/options.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { submitTo } from '../../components/form.ts';
import { type EventAt, html, render } from '../../components/html.ts';
import {
  choicesOf,
  draftOfLine,
  faultsOf,
  newDraft,
  type OptionDraft,
  pricedOptions,
  toLineOptions,
} from '../../components/option-form/option-draft.ts';
import { focusFirstFault, optionFields } from '../../components/option-form/option-fields.ts';
import { toOptionGroups } from '../../components/option-form/option-groups.ts';
import { stepper } from '../../components/stepper.ts';
import { createStore } from '../../components/store.ts';
import { formatMoney } from '../../components/wording.ts';
import { type Choices, maxQuantity } from './draft-line.ts';
import { words } from './words.ts';

interface Choosing {
  readonly draft: OptionDraft;
  readonly pieces: number;
}

/**
 * Asks for the options of a product. In a group, the keys 1 to 9 choose an option, and Enter finishes.
 * @param before the choices of a line; null for the defaults
 * @returns null when the dialog was closed without a choice
 */
export async function chooseOptions(
  product: Product,
  before: Choices | null,
  signal: AbortSignal,
): Promise<Choices | null> {
  const groups = toOptionGroups(product.option_groups);
  const store = createStore<Choosing>({
    draft: before ? draftOfLine(groups, before.options) : newDraft(groups),
    pieces: before?.quantity ?? Math.max(1, product.min_quantity),
  });
  const dialog = createDialog('options-title', 'dialog options-dialog');
  const finish = () => {
    const { draft, pieces } = store.state;
    if (faultsOf(groups, draft, pieces).length === 0) {
      dialog.close('chosen');
      return;
    }
    store.change({ draft: { ...draft, isChecked: true } });
    focusFirstFault(dialog);
  };
  store.subscribe((state) =>
    render(
      choosingView(product, state, before !== null, (patch) => store.change(patch), finish),
      dialog,
    ),
  );
  signal.addEventListener('abort', () => dialog.close());
  const closed = showDialog(dialog);
  dialog.querySelector<HTMLElement>('input:checked, input:enabled')?.focus();
  if ((await closed) !== 'chosen') return null;
  const { draft, pieces } = store.state;
  return { options: toLineOptions(choicesOf(groups, draft, pieces)), quantity: pieces };
}

function choosingView(
  product: Product,
  { draft, pieces }: Choosing,
  isChange: boolean,
  change: (choosing: Partial<Choosing>) => void,
  finish: () => void,
) {
  const { name, price, option_groups: groups } = product;
  const chosen = pricedOptions(toOptionGroups(groups), draft, pieces);
  const total = toMainUnit(pieces * unitPriceOf(nearestMinorUnits(price), chosen));
  const setPieces = (wanted: number) =>
    change({ pieces: Math.min(Math.max(1, Math.round(wanted) || 1), maxQuantity) });
  const close = ({ currentTarget }: EventAt<HTMLElement>) =>
    currentTarget.closest('dialog')?.close();
  return html`<form novalidate @submit=${submitTo(finish)} @keydown=${chooseByNumber}>
    <h2 id="options-title">${name}</h2>
    <div class="option-groups">
      ${optionFields({
        groups,
        draft,
        pieces,
        prefix: 'choose-',
        onChange: (next) => change({ draft: next }),
      })}
    </div>
    <div class="options-foot">
      ${stepper(words.quantityOf(name), pieces, maxQuantity, setPieces)}
      <strong class="price" role="status">${formatMoney(total)}</strong>
      <button class="button">${isChange ? words.save : words.add}</button>
      <button type="button" class="link" @click=${close}>${words.cancel}</button>
      <p class="quiet option-keys">${words.optionKeys}</p>
    </div>
  </form>`;
}

/** The keys 1 to 9 choose an option of the group with the focus; after a choice of one, the next group follows. */
function chooseByNumber(event: KeyboardEvent) {
  const { target, key, currentTarget: form } = event;
  if (!/^[1-9]$/.test(key) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!(target instanceof HTMLElement && form instanceof HTMLElement)) return;
  if (target.matches('input:not([type=radio], [type=checkbox])')) return;
  const groups = [...form.querySelectorAll('fieldset')];
  const group = target.closest('fieldset') ?? groups[0];
  const controls = group?.querySelectorAll<HTMLInputElement>(
    '.option-row input:is([type=radio], [type=checkbox])',
  );
  const control = controls?.[Number(key) - 1];
  if (!group || !control || control.disabled) return;
  event.preventDefault();
  control.click();
  const next = control.type === 'radio' ? groups[groups.indexOf(group) + 1] : undefined;
  const first = next?.querySelector<HTMLElement>('input:checked, input:enabled');
  (first ?? control).focus();
}
