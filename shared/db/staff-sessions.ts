import type { CountedFailures, SignInSource } from '../domain/sign-in.ts';
import type { StaffMember } from '../domain/staff.ts';
import { database, inTransaction, type Queryable } from './database.ts';

/**
 * SQL condition: a session is open. Excludes a session that is dated ahead by more than the
 * difference between two servers, because it would last too long.
 */
export function isOpen(session: string): string {
  return `${session}.expires_at > now() and ${session}.created_at < now() + interval '5 minutes'`;
}

/**
 * The staff member of an open session, with the current role; undefined when the session is not
 * open.
 */
export async function findStaffMember(sessionHash: string): Promise<StaffMember | undefined> {
  const [row] = await database.query<StaffMember>(
    {
      name: 'find-staff-member',
      text: `
        select a.id as "accountId", a.name, a.role, a.is_demo as "isDemo"
        from staff_sessions s
        join staff_accounts a on a.id = s.account_id
        where s.token_hash = $1 and ${isOpen('s')} and a.active`,
    },
    [sessionHash],
  );
  return row;
}

interface NewSession {
  readonly accountId: number;
  readonly passwordHash: string;
  /** The source of the sign-in; failures from other sources stay counted. */
  readonly source?: SignInSource;
}

/**
 * Opens a session and deletes the failures under this name from this source, if the account has not
 * changed since its password was checked.
 * @returns whether the session was opened
 */
export async function openSession(
  db: Queryable,
  { accountId, passwordHash, source }: NewSession,
  sessionHash: string,
  hours: number,
): Promise<boolean> {
  const opened = await db.query(
    {
      name: 'open-session',
      text: `
        with account as (
          select id, name from staff_accounts
          where id = $2 and active and password_hash = $4
          for key share
        ), forgotten as (
          delete from sign_in_failures
          where name in (select name from account) and address = $5
        )
        insert into staff_sessions (token_hash, account_id, expires_at)
        select $1, id, now() + make_interval(hours => $3) from account
        returning 1`,
    },
    [sessionHash, accountId, hours, passwordHash, source?.key ?? null],
  );
  return opened.length > 0;
}

export async function closeSession(db: Queryable, sessionHash: string): Promise<void> {
  await db.query(
    { name: 'close-session', text: `delete from staff_sessions where token_hash = $1` },
    [sessionHash],
  );
}

/** Closes all sessions of an account, and deletes its devices. @returns the number of sessions */
export async function closeSessionsOf(db: Queryable, accountId: number): Promise<number> {
  const closed = await db.query(
    {
      name: 'close-sessions-of',
      text: `
        with forgotten as (
          delete from staff_devices where account_id = $1
        )
        delete from staff_sessions where account_id = $1 returning 1`,
    },
    [accountId],
  );
  return closed.length;
}

interface FailuresRow {
  readonly here_count: number;
  readonly here_latest: Date | null;
  readonly name_count: number;
  readonly name_latest: Date | null;
  readonly source_count: number;
  readonly source_latest: Date | null;
  readonly now: Date;
}

/**
 * Counts an attempt as a failure before the password is checked, so that all concurrent attempts
 * count; `openSession` deletes the failure. Attempts are serialized, and each attempt sees all
 * earlier attempts. A known device waits for its own attempts only.
 * @param findWait the seconds to wait after these failures; the attempt is counted only if this is
 * 0
 * @returns the seconds to wait
 */
export function countSignInAttempt(
  name: string,
  { kind, key }: SignInSource,
  findWait: (failures: CountedFailures, now: Date) => number,
): Promise<number> {
  return inTransaction(async (transaction) => {
    await transaction.query(
      {
        name: 'lock-sign-in',
        text: `select pg_advisory_xact_lock(hashtext('bakery sign-in'), hashtext($1))`,
      },
      [kind === 'known-device' ? key : 'networks'],
    );
    await transaction.query(
      {
        name: 'date-back-sign-in-failures',
        // Without this limit, failures dated in the future would count as the latest.
        text: `
          update sign_in_failures set at = clock_timestamp()
          where id in (
            select id from sign_in_failures
            where (name = $1 or address = $2) and at > clock_timestamp() + interval '1 minute'
            for update skip locked
          )`,
      },
      [name, key],
    );
    const [row] = await transaction.query<FailuresRow>(
      {
        name: 'find-sign-in-failures',
        text: `
          select count(*) filter (where name = $1 and address = $2)::integer as here_count,
            max(at) filter (where name = $1 and address = $2) as here_latest,
            count(*) filter (where name = $1)::integer as name_count,
            max(at) filter (where name = $1) as name_latest,
            count(*) filter (where address = $2)::integer as source_count,
            max(at) filter (where address = $2) as source_latest,
            clock_timestamp() as now
          from sign_in_failures
          where (name = $1 or address = $2) and at > now() - interval '1 hour'`,
      },
      [name, key],
    );
    if (!row) throw new Error('find-sign-in-failures returned no row');
    const failures = {
      here: { count: row.here_count, latest: row.here_latest },
      name: { count: row.name_count, latest: row.name_latest },
      source: { count: row.source_count, latest: row.source_latest },
    };
    const wait = findWait(failures, row.now);
    if (wait > 0) return wait;
    await transaction.query(
      {
        name: 'insert-sign-in-failure',
        text: `insert into sign_in_failures (at, name, address) values (clock_timestamp(), $1, $2)`,
      },
      [name, key],
    );
    return 0;
  });
}
