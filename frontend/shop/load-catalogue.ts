import type { Product } from '../../shared/contract/products.ts';
import { type Answer, mapAnswer } from '../components/api.ts';
import { fetchProducts } from './shop-api.ts';
import type { ShopState } from './shop-state.ts';
import type { Store } from '../components/store.ts';
import { growingIntervals } from '../components/waiting.ts';

/**
 * Returns a function that loads or reloads the products for the chosen day. It retries until the API answers; the
 * products on the page stay until then.
 */
export function createCatalogueLoader(store: Store<ShopState>): () => Promise<void> {
  let intervals = growingIntervals(1_000, 15_000);
  let nextTry: ReturnType<typeof setTimeout> | undefined;
  return async function loadCatalogue() {
    const { day } = store.state;
    const answer = await fetchFor(day);
    // Another day was chosen while loading.
    if (store.state.day !== day) return;
    clearTimeout(nextTry);
    if (answer.kind === 'accepted') {
      intervals = growingIntervals(1_000, 15_000);
      store.change({ catalogue: { kind: 'loaded', day, products: answer.body } });
      return;
    }
    if (store.state.catalogue.kind !== 'loaded') {
      store.change({ catalogue: { kind: 'unreachable' } });
    }
    nextTry = setTimeout(() => void loadCatalogue(), intervals.next().value);
  };
}

/** With a day, products still name the first day on which they are available. */
async function fetchFor(day: string | null): Promise<Answer<readonly Product[]>> {
  const [onAnyDay, onDay] = await Promise.all([
    fetchProducts(),
    day === null ? undefined : fetchProducts(day),
  ]);
  if (onDay === undefined || onAnyDay.kind !== 'accepted') return onAnyDay;
  const firstDays = new Map(onAnyDay.body.map((product) => [product.id, product.available_from]));
  return mapAnswer(onDay, (products) =>
    products.map((product) => ({
      ...product,
      available_from: firstDays.get(product.id) ?? null,
    })),
  );
}
