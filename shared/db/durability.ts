import { isVolatileDatabaseAllowed } from '../config.ts';
import { logger } from '../logger.ts';
import type { Queryable } from './database.ts';

/** The server may lose confirmed commits. Only its operator can correct that. */
export class VolatileDatabase extends Error {
  override readonly name = 'VolatileDatabase';

  constructor(settings: readonly string[]) {
    super(
      `This database may forget orders that it has accepted, when it crashes or loses power: ` +
        `${settings.map((setting) => `${setting} is off`).join(', ')}. Switch it on, or set ` +
        `ALLOW_VOLATILE_DATABASE=on where orders may be lost.`,
    );
  }
}

/**
 * Checks that a confirmed commit survives a crash: the order row is the only record of an order.
 * @throws VolatileDatabase when a commit may be lost, unless ALLOW_VOLATILE_DATABASE is "on"
 */
export async function requireDurability(db: Queryable): Promise<void> {
  const settings = await findVolatileSettings(db);
  if (settings.length === 0) return;
  const refusal = new VolatileDatabase(settings);
  if (!isVolatileDatabaseAllowed()) throw refusal;
  logger.warn('volatile database allowed by configuration', { settings });
}

/**
 * Reads the settings as this role sees them in this database: the role and the database may each
 * have their own `synchronous_commit`. Aurora's storage keeps log and pages regardless of the other
 * two settings.
 */
async function findVolatileSettings(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }>({
    name: 'find-volatile-settings',
    text: `
      select name from pg_settings
      where setting = 'off'
        and (name = 'synchronous_commit'
          or name in ('fsync', 'full_page_writes')
            and not exists (select from pg_proc where proname = 'aurora_version'))
      order by name`,
  });
  return rows.map(({ name }) => name);
}
