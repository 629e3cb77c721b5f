import type { Settings } from '../../shared/contract/settings.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findTimeZone, writeSettings } from '../../shared/db/settings.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Replaces all settings. Orders that were accepted keep their pickup time and what they hold; the
 * new rules are for those that are decided from now on.
 * @throws DomainError `invalid` a time zone the database does not know · `conflict` somebody else
 * has changed the settings since
 */
export async function changeSettings(
  db: Queryable,
  by: StaffMember,
  wanted: Settings,
): Promise<Settings> {
  const timeZone = await findTimeZone(db, wanted.time_zone);
  if (timeZone === undefined) {
    throw new DomainError('invalid', 'invalid-request', 'The request is not valid.', {
      faults: [{ path: '/time_zone', message: 'The database does not know this time zone' }],
    });
  }
  const settings = await writeSettings({ ...wanted, time_zone: timeZone });
  if (!settings) {
    const message = 'Somebody else has changed the settings since. Look at them again.';
    throw new DomainError('conflict', 'stale-version', message);
  }
  logger.info('settings changed', { version: settings.version, by: by.name });
  return settings;
}
