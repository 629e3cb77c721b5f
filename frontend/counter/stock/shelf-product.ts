import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { createPicture } from '../../components/picture.ts';
import { formatNumber } from '../../components/wording.ts';
import { createMovementForm } from './movement-form.ts';
import { words } from './words.ts';

/** A shelf product with its stock and the form for movements. */
export function createShelfProduct(
  { id, name, picture }: CatalogueProduct,
  onMoved: () => Promise<void>,
): ItemView<CatalogueProduct> {
  let units = 0;
  const stock = element('strong', { className: 'shelf-units' });
  const title = element('a', { href: `#/stock/${id}` });
  const tag = element('span', { className: 'tag', textContent: words.offSale });
  const card = element(
    'li',
    { className: 'shelf-product' },
    element(
      'div',
      { className: 'shelf-head' },
      createPicture(name, picture),
      element('h2', { className: 'listed-name' }, title),
      tag,
      stock,
    ),
    createMovementForm({ id, name, stock: () => units }, onMoved),
  );
  return {
    element: card,
    update(product) {
      title.textContent = product.name;
      units = product.stock ?? 0;
      stock.textContent = formatNumber(units);
      stock.ariaLabel = words.left(units);
      stock.role = 'img';
      card.classList.toggle('sold-out', product.stock === 0);
      tag.hidden = product.active;
    },
  };
}
