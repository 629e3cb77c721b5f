import { offerOf } from './line-offer.ts';
import { type Fault, productsOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The faults that can be found before the order is sent. */
export function findFaults(state: ShopState): Fault[] {
  const { pickup, customer } = state;
  const hasTime = pickup.kind === 'soonest' || pickup.startsAt !== null;
  const hasContact = customer.phone.trim() !== '' || customer.email.trim() !== '';
  const hasName = customer.name.trim() !== '' || !(hasContact || needsName(state));
  return [
    ...(hasTime ? [] : [{ path: '/pickup_at', message: words.chooseTime }]),
    ...faultsOfLines(state),
    ...(hasName ? [] : [{ path: '/customer/name', message: words.nameMissing }]),
  ];
}

/** The lines with options that the bakery does not offer now. */
function faultsOfLines(state: ShopState): Fault[] {
  const products = productsOf(state);
  return state.basket.flatMap((line, at) => {
    const product = products.find(({ id }) => id === line.product_id);
    const fault = product ? offerOf(line, product, state).fault : null;
    return fault === null ? [] : [{ path: `/lines/${at}/options`, message: fault }];
  });
}

/** Whether the order needs a name: made-to-order products need one, shelf products do not. */
export function needsName({ basket, catalogue }: Pick<ShopState, 'basket' | 'catalogue'>): boolean {
  if (catalogue.kind !== 'loaded') return false;
  return catalogue.products.some(
    ({ id, kind }) =>
      kind === 'made_to_order' && basket.some(({ product_id }) => product_id === id),
  );
}
