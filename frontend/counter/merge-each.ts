/**
 * Merges two people's changes: keeps the values that the user changed and takes all other values from the
 * newest state.
 * @param before the state that the user's changes started from
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
