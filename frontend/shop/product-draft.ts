import type { Product } from '../../shared/contract/products.ts';
import { defaultChoices, type Option } from '../../shared/domain/options.ts';
import {
  choicesOf,
  draftOfLine,
  faultsOf,
  newDraft,
  pricedOptions,
  toLineOptions,
} from '../components/option-form/option-draft.ts';
import { toOptionGroups } from '../components/option-form/option-groups.ts';
import { type BasketLine, keyOf, quantityOf } from './basket.ts';
import { judgeLine, toOffer } from './judge-line.ts';
import type { LineOffer } from './line-offer.ts';
import type { ProductDraft, ShopState } from './shop-state.ts';

type DraftState = Pick<ShopState, 'draft' | 'filter' | 'basket'>;

/** The choices on the page of a product: those that the customer has begun, or the defaults. */
export function draftOf(product: Product, { draft, filter, basket }: DraftState): ProductDraft {
  if (draft?.productId === product.id) return draft;
  const isWanted = ({ allergens }: Option) =>
    !allergens.some((one) => filter.without.includes(one));
  return {
    productId: product.id,
    quantity: quantityOf(basket, product.id) > 0 ? product.quantity_step : product.min_quantity,
    choices: newDraft(toOptionGroups(product.option_groups), isWanted),
    lineKey: null,
    cameFrom: null,
  };
}

/** The choices of a line, to change them. @param cameFrom the address of the page with the basket */
export function draftOfBasketLine(
  line: BasketLine,
  product: Product,
  cameFrom: string,
): ProductDraft {
  const groups = toOptionGroups(product.option_groups);
  const choices = line.options === undefined ? newDraft(groups) : draftOfLine(groups, line.options);
  const { fault } = judgeLine(line, product);
  return {
    productId: product.id,
    quantity: line.quantity,
    choices: { ...choices, isChecked: fault !== null },
    lineKey: keyOf(line),
    cameFrom,
  };
}

/** What the choices cost and contain so far. */
export function offerOfDraft(product: Product, state: DraftState): Omit<LineOffer, 'fault'> {
  const { choices, quantity } = draftOf(product, state);
  return toOffer(product, pricedOptions(toOptionGroups(product.option_groups), choices, quantity));
}

/** The line for the basket; null when the choices have a fault. */
export function findLineOfDraft(product: Product, state: DraftState): BasketLine | null {
  const groups = toOptionGroups(product.option_groups);
  const { choices, quantity } = draftOf(product, state);
  if (quantity === 0 || faultsOf(groups, choices, quantity).length > 0) return null;
  const { text, price } = offerOfDraft(product, state);
  return {
    product_id: product.id,
    quantity,
    options: toLineOptions(choicesOf(groups, choices, quantity)),
    shown: { text, price },
  };
}

/** The same line with its options written out: a line of an earlier visit may have none, which means the defaults. */
export function withDefaults(line: BasketLine, product: Product): BasketLine {
  if (line.product_id !== product.id || line.options !== undefined) return line;
  const groups = toOptionGroups(product.option_groups);
  return { ...line, options: toLineOptions(defaultChoices(groups)) };
}
