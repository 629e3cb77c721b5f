import { fetchProducts } from './shop-api.ts';
import type { ShopState } from './shop-state.ts';
import type { Store } from '../components/store.ts';
import { growingIntervals } from '../components/waiting.ts';

/**
 * Returns a function that loads or reloads the products. It retries until the API answers; the
 * products on the page stay until then.
 */
export function createCatalogueLoader(store: Store<ShopState>): () => Promise<void> {
  let intervals = growingIntervals(1_000, 15_000);
  let nextTry: ReturnType<typeof setTimeout> | undefined;
  return async function loadCatalogue() {
    const answer = await fetchProducts();
    clearTimeout(nextTry);
    if (answer.kind === 'accepted') {
      intervals = growingIntervals(1_000, 15_000);
      store.change({ catalogue: { kind: 'loaded', products: answer.body } });
      return;
    }
    if (store.state.catalogue.kind !== 'loaded') {
      store.change({ catalogue: { kind: 'unreachable' } });
    }
    nextTry = setTimeout(() => void loadCatalogue(), intervals.next().value);
  };
}
