import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import { createPanel } from './product-fields.ts';
import { words } from './words.ts';

/** Shows whether a product is on sale, with a button to change that. */
export function createSalePanel(mayChange: boolean, onSwitch: (active: boolean) => Promise<void>) {
  let isActive = true;
  let isSending = false;
  const state = element('p');
  const button = element('button', {
    type: 'button',
    className: 'button soft',
    hidden: !mayChange,
    onclick: ({ detail }) => {
      // The second click of a double click would undo the first.
      if (detail <= 1 && !isSending) void send();
    },
  });
  return {
    element: createPanel(words.sale, state, button),
    update({ active }: CatalogueProduct) {
      isActive = active;
      state.textContent = active ? words.isOnSale : words.isOffSale;
      button.textContent = active ? words.takeOff : words.putBack;
    },
  };

  async function send() {
    isSending = true;
    await onSwitch(!isActive);
    isSending = false;
  }
}
