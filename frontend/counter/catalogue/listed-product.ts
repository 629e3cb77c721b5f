import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { createPicture } from '../../components/picture.ts';
import { formatHours, formatMoney } from '../../components/wording.ts';
import { words } from './words.ts';

/** A product in the list; the whole row links to its page. */
export function createListedProduct({
  id,
  name,
  picture,
}: CatalogueProduct): ItemView<CatalogueProduct> {
  const title = element('h2', { className: 'listed-name' });
  const facts = element('p', { className: 'quiet' });
  const tag = element('span', { className: 'tag' });
  const price = element('strong', { className: 'price' });
  const link = element(
    'a',
    { className: 'listed-product', href: `#/catalogue/${id}` },
    createPicture(name, picture),
    element('div', { className: 'listed-about' }, title, facts, tag),
    price,
  );
  return {
    element: element('li', {}, link),
    update(product) {
      title.textContent = product.name;
      facts.textContent = describe(product);
      price.textContent = formatMoney(product.price);
      tag.textContent = findTag(product);
      tag.hidden = tag.textContent === '';
      tag.classList.toggle(
        'bad',
        product.allergens === null || (product.active && product.stock === 0),
      );
      link.classList.toggle('off-sale', !product.active);
    },
  };
}

function describe({ category, kind, lead_time_hours: hours, stock }: CatalogueProduct): string {
  const terms =
    kind === 'made_to_order'
      ? [words.filters.made_to_order, ...(hours > 0 ? [formatHours(hours)] : [])]
      : [words.left(stock ?? 0)];
  return [isolateForeign(category), ...terms].join(' · ');
}

function findTag({ active, stock, allergens }: CatalogueProduct): string {
  if (allergens === null) return words.allergensNotDeclared;
  if (!active) return words.offSale;
  return stock === 0 ? words.soldOut : '';
}
