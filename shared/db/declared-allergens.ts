/**
 * SQL for the declared allergens of a row: null when the bakery has not declared them, an empty
 * list when it has declared that there are none.
 * @param alias of a row of `products` or `order_lines`
 */
export function declaredAllergens(alias: string): string {
  return `case when ${isDeclared(alias)} then ${alias}.allergens end`;
}

/**
 * SQL for the declared traces of a product: allergens that it does not contain, but may contain
 * traces of. Empty when its allergens are not declared.
 * @param alias of a row of `products`
 */
export function declaredTraces(alias: string): string {
  return `
    case when ${isDeclared(alias)}
      then array(select trace from unnest(${alias}.traces) as trace where trace <> all(${alias}.allergens))
      else '{}' end`;
}

/** SQL for whether the allergens of a row are declared. */
export function isDeclared(alias: string): string {
  return `(${alias}.allergens_declared or ${alias}.allergens <> '{}')`;
}
