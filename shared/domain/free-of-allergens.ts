import type { Allergen, DeclaredAllergens } from './allergens.ts';
import type { GroupKind } from './options.ts';

/** A group as far as allergens matter. */
export interface AllergenGroup {
  readonly kind: GroupKind;
  readonly min: number;
  readonly max: number;
  readonly options: readonly {
    readonly allergens: readonly Allergen[];
    readonly without: readonly Allergen[];
    readonly available: boolean;
  }[];
}

/** Whether some choice of options makes a piece free of these allergens. Undeclared allergens may be any. */
export function canBeFreeOf(
  ofProduct: DeclaredAllergens,
  groups: readonly AllergenGroup[],
  unwanted: readonly Allergen[],
): boolean {
  if (unwanted.length === 0) return true;
  if (ofProduct === null) return false;
  const contained = ofProduct.filter((allergen) => unwanted.includes(allergen));
  let reachable: readonly (readonly Allergen[])[] = [contained];
  for (const { kind, min, max, options } of groups) {
    const permitted = options.filter(
      ({ available, allergens }) => available && !allergens.some((one) => unwanted.includes(one)),
    );
    const most = kind === 'quantities' && permitted.length > 0 ? max : permitted.length;
    if (most < min) return false;
    for (let picked = 0; picked < Math.min(max, contained.length); picked++) {
      reachable = withoutEach(reachable, permitted);
    }
  }
  return reachable.some((left) => left.length === 0);
}

/** What may be left of each list when one more option is chosen, or none. */
function withoutEach(
  lists: readonly (readonly Allergen[])[],
  options: readonly { readonly without: readonly Allergen[] }[],
): (readonly Allergen[])[] {
  const next = lists.flatMap((left) => [
    left,
    ...options.map(({ without }) => left.filter((one) => !without.includes(one))),
  ]);
  return [...new Map(next.map((left) => [left.join(), left])).values()];
}
