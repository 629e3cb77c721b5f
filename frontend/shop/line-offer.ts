import type { Product } from '../../shared/contract/products.ts';
import type { DeclaredAllergens } from '../../shared/domain/allergens.ts';
import type { Basket, BasketLine } from './basket.ts';
import { productsOf, type ShopState } from './shop-state.ts';

/** What a line of the basket costs and contains now. */
export interface LineOffer {
  /** For one piece with its options, in the main unit. */
  readonly price: number;
  /** The options: "Large · Vanilla"; '' without options. */
  readonly text: string;
  readonly allergens: DeclaredAllergens;
  /** Why the bakery cannot make the line with these options; null when it can. */
  readonly fault: string | null;
}

type Known = Pick<ShopState, 'catalogue' | 'optionCode'>;

export function hasOptions(line: BasketLine, product: Product | undefined): boolean {
  return line.options !== undefined || (product?.option_groups ?? []).length > 0;
}

/** Until the code for options is loaded, the price is the one that the customer saw last. */
export function offerOf(
  line: BasketLine,
  product: Product,
  { optionCode: code }: Pick<ShopState, 'optionCode'>,
): LineOffer {
  if (hasOptions(line, product) && code) return code.judgeLine(line, product);
  const { price = product.price, text = '' } = line.shown ?? {};
  return { price, text, allergens: product.allergens, fault: null };
}

/** In the main unit, without products that are no longer sold. */
export function sumPrices(basket: Basket, state: Known): number {
  return basket.reduce((sum, line) => {
    const product = productsOf(state).find(({ id }) => id === line.product_id);
    return sum + line.quantity * (product ? offerOf(line, product, state).price : 0);
  }, 0);
}
