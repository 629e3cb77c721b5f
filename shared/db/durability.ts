import { isVolatileDatabaseAllowed } from '../config.ts';
import { logger } from '../logger.ts';
import type { Queryable } from './database.ts';

/** This server may forget what it has confirmed. Only whoever runs it can put that right. */
export class VolatileDatabase extends Error {
  override readonly name = 'VolatileDatabase';

  constructor(settings: readonly string[]) {
    super(
      `This database may forget orders that it has accepted, when it crashes or loses power: ` +
        `${settings.map((setting) => `${setting} is off`).join(', ')}. Switch it on, or set ` +
        `ALLOW_VOLATILE_DATABASE=on where no order is worth keeping.`,
    );
  }
}

/**
 * Asks the server whether a commit that it confirms is there after a crash: the row of an order is
 * the only truth there is about it.
 * @throws VolatileDatabase when it is not, and ALLOW_VOLATILE_DATABASE does not say "on"
 */
export async function requireDurability(db: Queryable): Promise<void> {
  const settings = await findVolatileSettings(db);
  if (settings.length === 0) return;
  const refusal = new VolatileDatabase(settings);
  if (!isVolatileDatabaseAllowed()) throw refusal;
  logger.warn('database is volatile, and that is allowed', { settings });
}

/**
 * As this user sees them in this database: each of the two may have a `synchronous_commit` of its own.
 * Aurora's storage keeps the log and the pages without the help of the other two, whatever they say.
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
