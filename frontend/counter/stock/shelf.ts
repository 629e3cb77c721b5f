import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice, explainFailure } from '../../components/notice.ts';
import { repeat } from '../../components/waiting.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createShelfProduct } from './shelf-product.ts';
import { words } from './words.ts';

const everyMs = 10_000;

/** All shelf products with their stock. */
export const openShelf: OpenView = async ({ element: place, signal }) => {
  const notice = createNotice();
  const none = element('p', { className: 'quiet', textContent: words.none, hidden: true });
  const list = element('ul', { className: 'shelf' });
  const showProducts = createKeyedList<CatalogueProduct>(
    list,
    ({ id }) => id,
    (product) => createShelfProduct(product, refresh),
  );
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: words.lead }),
    notice.element,
    none,
    list,
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const answer = await askAsStaff('GET /staff/products');
    if (signal.aborted) return;
    if (answer.kind !== 'accepted') {
      notice.show(words.outdated, explainFailure(answer, counterWords.noAnswer));
      return;
    }
    notice.hide();
    const shown = answer.body.filter(isOnTheShelf);
    showProducts(shown);
    none.hidden = shown.length > 0;
  }
};

/** A product that is off sale is shown while it has stock. */
function isOnTheShelf({ kind, active, stock }: CatalogueProduct): boolean {
  return kind === 'shelf' && (active || (stock ?? 0) > 0);
}
