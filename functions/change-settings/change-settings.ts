import type { Settings } from '../../shared/contract/settings.ts';
import { writeSettings } from '../../shared/db/settings.ts';
import { toTimeZoneName } from '../../shared/domain/calendar.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Replaces all settings. Orders that were accepted keep their pickup time and what they hold; the
 * new rules are for those that are decided from now on.
 * @throws DomainError `conflict` the settings have another version by now
 */
export async function changeSettings(by: StaffMember, wanted: Settings): Promise<Settings> {
  const settings = await writeSettings({
    ...wanted,
    time_zone: toTimeZoneName(wanted.time_zone),
  });
  if (!settings) {
    const message = 'Somebody else has changed the settings since. Look at them again.';
    throw new DomainError('conflict', 'stale-version', message);
  }
  logger.info('settings changed', { version: settings.version, by: by.name });
  return settings;
}
