import { quantityOf } from './basket.ts';
import { searchProducts } from './filter.ts';
import { getElement } from '../components/get-element.ts';
import { createKeyedList } from '../components/keyed-list.ts';
import { leftOf } from '../components/shortages.ts';
import { createProductCard, type OfferedProduct } from './product-card.ts';
import type { ShopState } from './shop-state.ts';

export interface ProductsViewActions {
  setQuantity(productId: number, name: string, quantity: number): void;
  retry(): void;
}

export function createProductsView(actions: ProductsViewActions): (state: ShopState) => void {
  const loading = getElement('products-loading');
  const unreachable = getElement('products-unreachable');
  const empty = getElement('products-empty');
  const shelf = getElement('shelf');
  const madeToOrder = getElement('made-to-order');
  const showShelf = createCards('shelf-products', actions);
  const showMadeToOrder = createCards('made-to-order-products', actions);
  getElement('products-retry').onclick = () => actions.retry();

  return ({ catalogue, basket, filter, shortages }) => {
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const offered = searchProducts(products, filter).map((product) => ({
      product,
      quantity: quantityOf(basket, product.id),
      left: leftOf(shortages, product.id),
    }));
    const onShelf = offered.filter(({ product }) => product.kind === 'shelf');
    const baked = offered.filter(({ product }) => product.kind === 'made_to_order');
    showShelf(onShelf);
    showMadeToOrder(baked);
    loading.hidden = catalogue.kind !== 'loading';
    unreachable.hidden = catalogue.kind !== 'unreachable';
    empty.hidden = catalogue.kind !== 'loaded' || products.length > 0;
    shelf.hidden = onShelf.length === 0;
    madeToOrder.hidden = baked.length === 0;
  };
}

function createCards(id: string, actions: ProductsViewActions) {
  return createKeyedList<OfferedProduct>(
    getElement(id),
    ({ product }) => product.id,
    (offered) =>
      createProductCard(offered, (quantity) =>
        actions.setQuantity(offered.product.id, offered.product.name, quantity),
      ),
  );
}
