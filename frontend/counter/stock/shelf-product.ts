import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { createPicture } from '../../components/picture.ts';
import { formatNumber } from '../../components/wording.ts';
import { createMoveForm } from './move-form.ts';
import { words } from './words.ts';

/** A product on the shelf: how many there are, and what has come or gone. */
export function createShelfProduct(
  { id, name, picture }: CatalogueProduct,
  onMoved: () => Promise<void>,
): ItemView<CatalogueProduct> {
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
    createMoveForm({ id, name }, onMoved),
  );
  return {
    element: card,
    update(product) {
      title.textContent = product.name;
      stock.textContent = formatNumber(product.stock ?? 0);
      stock.ariaLabel = words.left(product.stock ?? 0);
      stock.role = 'img';
      card.classList.toggle('sold-out', product.stock === 0);
      tag.hidden = product.active;
    },
  };
}
