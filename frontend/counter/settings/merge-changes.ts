import type { Settings } from '../../../shared/contract/settings.ts';
import { mergeEach } from '../merge-each.ts';

/**
 * Merges two people's changes: keeps the settings that the user changed and takes all other settings from the
 * newest state. Opening hours are merged day by day.
 * @param before the settings that the user's changes started from
 */
export function mergeChanges(before: Settings, mine: Settings, newest: Settings): Settings {
  return {
    ...mergeEach(before, mine, newest),
    opening_hours: mergeEach(before.opening_hours, mine.opening_hours, newest.opening_hours),
    version: newest.version,
  };
}
