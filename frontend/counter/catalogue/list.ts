import type { CatalogueProduct, MoveProductsRequest } from '../../../shared/contract/catalogue.ts';
import { announce } from '../../components/announce.ts';
import type { Failure } from '../../components/api.ts';
import { render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { writeQuery } from '../address.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import type { OpenView } from '../view.ts';
import { applyMove, moveOf } from './arrangement.ts';
import { fetchCatalogue, isStale, moveProducts, sellProduct } from './catalogue-api.ts';
import { dragItem } from './drag-item.ts';
import { catalogueView } from './list-view.ts';
import { type CatalogueState, type Item, readWanted, toQuery, type Wanted } from './list-state.ts';
import { words } from './words.ts';

export type CatalogueActions = ReturnType<typeof createActions>;

/** All products, including those off sale: "#/catalogue?category=Bread&show=off&q=rye". */
export const openList: OpenView = async ({ element: place, query }) => {
  const store = createStore<CatalogueState>({
    ...readWanted(query),
    products: null,
    notice: null,
    picked: null,
    drop: null,
  });
  const actions = createActions(store, place);
  store.subscribe((state) => render(catalogueView(state, actions), place));
  await load(store);
};

async function load(store: Store<CatalogueState>) {
  const answer = await fetchCatalogue();
  if (answer.kind === 'accepted') store.change({ products: answer.body });
  else store.change({ notice: { title: words.outOfReach, text: explainFailure(answer) } });
}

function createActions(store: Store<CatalogueState>, place: HTMLElement) {
  const move = createMoving(store);
  return {
    want: (patch: Partial<Wanted>) => {
      store.change(patch);
      writeQuery('#/catalogue', toQuery(store.state));
    },
    sell: (product: CatalogueProduct) => void sell(store, product, !product.active),
    /** Shows the buttons that move the item, or hides them again. */
    pick: ({ key }: Item) => store.change({ picked: store.state.picked === key ? null : key }),
    move: (item: Item, to: number) => {
      if (to < 0 || to >= item.siblings.length) return;
      // A moved element loses the focus.
      const focused = document.activeElement as HTMLElement | null;
      move(item, to);
      focused?.focus();
    },
    drag: (press: PointerEvent, item: Item) =>
      dragItem(press, {
        items: [...place.querySelectorAll(`[data-list="${CSS.escape(item.list)}"]`)],
        onOver: (to) => store.change({ drop: to === null ? null : { item, to } }),
        onDrop: (to) => to !== item.index && move(item, to),
      }),
  };
}

/** Returns a function that shows an item at its new place and sends the move, after the moves before it. */
function createMoving(store: Store<CatalogueState>) {
  let sent = Promise.resolve();

  async function send(request: MoveProductsRequest) {
    const answer = await moveProducts(request);
    if (answer.kind === 'accepted') return;
    store.change({ notice: describeFailure(answer).notice });
    await load(store);
  }

  return ({ index, siblings, name }: Item, to: number) => {
    const request = moveOf(siblings, index, to);
    store.change({ products: applyMove(store.state.products ?? [], request), notice: null });
    announce(words.moved(name, to + 1, siblings.length));
    sent = sent.then(() => send(request));
  };
}

async function sell(store: Store<CatalogueState>, product: CatalogueProduct, active: boolean) {
  store.change({ notice: null });
  const answer = await sellProduct(product, active);
  if (answer.kind !== 'accepted') {
    const notice = isStale(answer)
      ? { title: words.stale, text: words.stalePicture }
      : noticeOf(answer, product);
    store.change({ notice });
    await load(store);
    return;
  }
  const { body } = answer;
  const products = store.state.products?.map((other) => (other.id === body.id ? body : other));
  store.change({ products: products ?? null });
  showToast(active ? words.putOn(body.name) : words.takenOff(body.name), {
    label: words.undo,
    run: () => void sell(store, body, !active),
  });
}

function noticeOf(answer: Failure, { name }: CatalogueProduct) {
  const { notice, faults } = describeFailure(answer, ['/allergens'], words.refusals);
  return notice ?? { title: words.notOnSale(name), text: faults['/allergens'] ?? '' };
}
