import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { Settings } from '../../../shared/contract/settings.ts';

/** What a new bakery has done already. */
export interface FirstSteps {
  readonly hasName: boolean;
  readonly hasHours: boolean;
  readonly hasProduct: boolean;
}

/** The name of a database without settings. */
const initialName = 'The Bakery';

type StepSettings = Pick<Settings, 'bakery_name' | 'opening_hours' | 'version'>;

/** The initial opening hours count as soon as a manager has saved the settings, which show them. */
export function toFirstSteps(
  { bakery_name, opening_hours, version }: StepSettings,
  products: readonly Pick<CatalogueProduct, 'active'>[],
): FirstSteps {
  const isOpenSomeDay = Object.values(opening_hours).some((hours = []) => hours.length > 0);
  return {
    hasName: bakery_name !== initialName,
    hasHours: isOpenSomeDay && version > 1,
    hasProduct: products.some(({ active }) => active),
  };
}

export function areAllDone({ hasName, hasHours, hasProduct }: FirstSteps): boolean {
  return hasName && hasHours && hasProduct;
}
