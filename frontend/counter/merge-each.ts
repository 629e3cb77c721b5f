/**
 * When two have changed the same thing: what one of them changed stays, and everything else is as it
 * is now.
 * @param before what the changes were made from
 */
export function mergeEach<Values extends object>(
  before: Values,
  mine: Values,
  newest: Values,
): Values {
  const names = Object.keys(mine) as (keyof Values)[];
  const changed = names.filter((name) => !isSame(mine[name], before[name]));
  return { ...newest, ...Object.fromEntries(changed.map((name) => [name, mine[name]])) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
