import { deviceDays } from '../domain/sign-in.ts';
import type { Queryable } from './database.ts';

/** The number of devices remembered per account; devices used longer ago are forgotten. */
const maxDevices = 20;

/** Whether the active account with this name has signed in on this device before. */
export async function isKnownDevice(
  db: Queryable,
  name: string,
  deviceHash: string,
): Promise<boolean> {
  const found = await db.query(
    {
      name: 'find-staff-device',
      text: `
        select 1
        from staff_devices d
        join staff_accounts a on a.id = d.account_id
        where d.token_hash = $1 and a.name = $2 and a.active
          -- A time in the future, stored while the clock was ahead, must not keep a device known for ever.
          and d.used_at > now() - make_interval(days => $3)
          and d.used_at < now() + make_interval(days => $3)`,
    },
    [deviceHash, name, deviceDays],
  );
  return found.length > 0;
}

/** Extends the time for which a device is known. */
export async function touchDevice(
  db: Queryable,
  accountId: number,
  deviceHash: string,
): Promise<void> {
  await db.query(
    {
      name: 'touch-staff-device',
      text: `update staff_devices set used_at = now() where token_hash = $1 and account_id = $2`,
    },
    [deviceHash, accountId],
  );
}

/**
 * Stores a device under a new hash, for this account and for the other accounts of the old hash.
 * Does not store the old hash for this account, because an attacker may have planted its cookie.
 */
export async function rememberDevice(
  db: Queryable,
  accountId: number,
  deviceHash: string,
  oldHash: string | undefined,
): Promise<void> {
  await db.query(
    {
      name: 'remember-staff-device',
      text: `
        with forgotten as (
          delete from staff_devices
          where account_id = $2 and token_hash in (
            select token_hash from staff_devices
            where account_id = $2
            order by used_at > now() + interval '1 day', used_at desc
            offset $4
          )
        )
        insert into staff_devices (token_hash, account_id, used_at)
        select $1, $2::integer, now()
        union all
        select $1, account_id, used_at from staff_devices
        where token_hash = $3 and account_id <> $2`,
    },
    [deviceHash, accountId, oldHash ?? null, maxDevices - 1],
  );
}
