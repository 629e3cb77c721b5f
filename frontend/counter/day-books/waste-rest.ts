import { confirmFirst } from '../../components/confirm.ts';
import { html } from '../../components/html.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { formatDay, formatNumber } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { DayBooksState } from './day-books-state.ts';
import { words } from './words.ts';

/** Records all that is left of the day as waste, after a question that lists it. */
export async function wasteRest(
  store: Store<DayBooksState>,
  whenSent: () => Promise<void>,
  refresh: () => Promise<void>,
) {
  // A total that arrives after the waste would be counted twice.
  await whenSent();
  await refresh();
  const { loaded } = store.state;
  if (loaded === null) return;
  const { date } = loaded;
  const rest = loaded.goods.filter(({ left }) => left > 0);
  if (rest.length === 0) {
    showToast(words.restNothing);
    return;
  }
  const isSure = await confirmFirst({
    title: words.restTitle,
    text: words.restText(formatDay(date)),
    details: html`<ul class="books-rest">
      ${rest.map(({ name, left }) => html`<li>${name}: <b>${formatNumber(left)}</b></li>`)}
    </ul>`,
    yes: words.restYes,
    no: words.cancel,
  });
  if (!isSure) return;
  const answer = await askAsStaff('POST /staff/plan/{date}/waste-rest', { params: { date } });
  await refresh();
  if (answer.kind !== 'accepted') {
    showToast(words.restFailed(explainFailure(answer)));
    return;
  }
  const { products } = answer.body;
  const units = products.reduce((sum, product) => sum + product.units, 0);
  const undo = async () => {
    const outcome = await giveBack(store, date, products);
    await refresh();
    showToast(outcome);
  };
  showToast(words.restDone(units), { label: words.undo, run: () => void undo() });
}

/** Takes the units from the waste again. @returns what to say */
async function giveBack(
  store: Store<DayBooksState>,
  date: string,
  products: readonly { readonly product_id: number; readonly units: number }[],
): Promise<string> {
  for (const { product_id: id, units } of products) {
    const { wasted = 0 } = store.state.loaded?.goods.find((goods) => goods.id === id) ?? {};
    const answer = await askAsStaff('PATCH /staff/plan/{date}/products/{id}', {
      params: { date, id },
      body: { wasted: Math.max(0, wasted - units), expected: { wasted } },
    });
    if (answer.kind !== 'accepted') return words.notDone(explainFailure(answer));
  }
  return words.undone;
}
