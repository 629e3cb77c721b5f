import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { button } from '../../components/button.ts';
import { html, nothing } from '../../components/html.ts';
import type { ProductActions } from './product.ts';
import { words } from './words.ts';

/** Shows whether a product is on sale, with a button to change that. */
export function salePanel(
  { active }: CatalogueProduct,
  mayChange: boolean,
  { sell }: ProductActions,
) {
  // The second click of a double click would undo the first.
  const change = ({ detail }: MouseEvent) => detail <= 1 && sell(!active);
  const text = active ? words.takeOff : words.putBack;
  return html`<section class="panel">
    <h2>${words.sale}</h2>
    <p>${active ? words.isOnSale : words.isOffSale}</p>
    ${mayChange ? button('button soft', text, change) : nothing}
  </section>`;
}
