import type { ChangeSettingsRequest, Settings } from '../../shared/contract/settings.ts';
import { findUnpayable } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { writeSettings } from '../../shared/db/settings.ts';
import { toTimeZoneName } from '../../shared/domain/calendar.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { smallestAmount } from '../../shared/domain/money.ts';
import { invalidRequest } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Replaces all settings. Accepted orders keep their pickup time and supplies; the new rules apply
 * to later decisions.
 * @throws DomainError `invalid` prices have decimals that the currency does not have ·
 * `conflict` the version is not the current one, or open orders are affected
 */
export async function changeSettings(
  db: Queryable,
  by: StaffMember,
  { confirmation, ...wanted }: ChangeSettingsRequest,
  now: Date,
): Promise<Settings> {
  await requirePayablePrices(db, wanted.currency);
  const time_zone = toTimeZoneName(wanted.time_zone);
  const settings = await writeSettings({ ...wanted, time_zone }, confirmation, now);
  if (!settings) {
    const message = 'The settings have changed. Load them again before you change them.';
    throw new DomainError('conflict', 'stale-version', message);
  }
  logger.info('settings changed', { version: settings.version, by: by.name });
  return settings;
}

async function requirePayablePrices(db: Queryable, currency: string): Promise<void> {
  const unpayable = await findUnpayable(db, smallestAmount(currency));
  if (unpayable.length === 0) return;
  const message = `Prices have no decimals in ${currency}. Round these first: ${unpayable.join(', ')}`;
  throw invalidRequest([{ path: '/currency', message }]);
}
