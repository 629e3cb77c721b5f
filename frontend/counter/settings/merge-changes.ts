import type { Settings } from '../../../shared/contract/settings.ts';

/**
 * When two have changed the settings: what one of them changed stays, and everything else is as it
 * is now. Opening hours are each day's own.
 * @param before what the changes were made from
 */
export function mergeChanges(before: Settings, mine: Settings, newest: Settings): Settings {
  return {
    ...mergeEach(before, mine, newest),
    opening_hours: mergeEach(before.opening_hours, mine.opening_hours, newest.opening_hours),
    version: newest.version,
  };
}

function mergeEach<Values extends object>(before: Values, mine: Values, newest: Values): Values {
  const names = Object.keys(mine) as (keyof Values)[];
  const changed = names.filter((name) => !isSame(mine[name], before[name]));
  return { ...newest, ...Object.fromEntries(changed.map((name) => [name, mine[name]])) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
