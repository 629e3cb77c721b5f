import pg from 'pg';
import { databaseConfig, isDatabaseBehindProxy } from '../config.ts';
import { DomainError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { connectionConfig } from './connection.ts';

/** A statement with a name is prepared once per connection and planned no more. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** How long to wait for it, where that is not as long as for any other (milliseconds). */
  readonly timeoutMs?: number;
}

/** Somewhere a statement can be run: the pool, or one transaction. */
export interface Queryable {
  /** @throws DomainError `unavailable` when the database cannot be reached or does not answer. */
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * One pool a process, whatever the number of functions in it: on a machine their bundles share one,
 * and each has a copy of this module and of pg.
 */
const poolKey = Symbol.for('bakery.database-pool');
const shared = globalThis as { [poolKey]?: { pool: pg.Pool; usedAt: number } | undefined };

/**
 * Connections that nobody has used for so long are not used again (milliseconds). In the cloud the
 * server ends them after a minute (`idle_session_timeout` in cloud/database.yml), and a function that
 * was frozen meanwhile does not hear of it before its next statement has failed.
 */
export const maxIdleMs = 45_000;

function getPool(): pg.Pool {
  const now = Date.now();
  const { pool, usedAt } = shared[poolKey] ?? {};
  const isStale = usedAt !== undefined && Math.abs(now - usedAt) > maxIdleMs;
  if (isStale) void pool?.end().catch(() => undefined);
  const current = pool === undefined || isStale ? openPool() : pool;
  shared[poolKey] = { pool: current, usedAt: now };
  return current;
}

/**
 * Left to itself the server compares what a plan costs that serves all values with what plans for
 * some values have cost on average. While a table grows the former looks dearer, and it plans anew each
 * time: for minutes at 500 orders a second, when that took twice as long as all the rest.
 */
export const planOnce = '-c plan_cache_mode=force_generic_plan';

/** Begins a transaction whose statements are planned for their values each time. */
export const planForValues = 'set local plan_cache_mode = force_custom_plan';

function openPool(): pg.Pool {
  const { poolMax, connectTimeoutMs, queryTimeoutMs } = databaseConfig();
  const opened = new pg.Pool({
    ...connectionConfig(),
    max: poolMax,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    // The server gives up as well, so that a statement nobody waits for holds no locks. A proxy refuses
    // whoever asks for that when connecting, and has limits of its own.
    ...(!isDatabaseBehindProxy() && {
      statement_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: 2 * queryTimeoutMs,
      options: planOnce,
    }),
    // Handlers are frozen and thawed by their host; an idle connection must not keep it alive.
    allowExitOnIdle: true,
  });
  // Without a listener on both, a connection that breaks ends the whole process. It needs no
  // warning: the pool opens another, and a statement cut off by it fails and says so.
  opened.on('error', (error) =>
    logger.debug('idle database connection lost', { reason: error.message }),
  );
  opened.on('connect', (client) => client.on('error', () => undefined));
  return opened;
}

/** The pool, opened by the first statement. */
export const database: Queryable = {
  query: (statement, values = []) => run(async () => getPool().query(toConfig(statement, values))),
};

/**
 * Runs `work` in one transaction: all of it, or nothing. The opening statements, constant text
 * separated by semicolons, go to the server together with the `begin`, in one round trip; `work`
 * gets the rows of each.
 */
export async function inTransaction<T>(
  work: (transaction: Queryable, opening: readonly (readonly unknown[])[]) => Promise<T>,
  opening: readonly string[] = [],
): Promise<T> {
  const client = await translate(getPool().connect());
  let failure: Error | undefined;
  try {
    const answer = await translate(client.query(['begin', ...opening].join(';')));
    // pg answers several statements with several results, and its types do not say so.
    const [, ...opened] = [answer].flat();
    const result = await work(
      {
        query: (statement, values = []) => run(() => client.query(toConfig(statement, values))),
      },
      opened.map(({ rows }) => rows as unknown[]),
    );
    await translate(client.query('commit'));
    return result;
  } catch (error) {
    failure = await rollBack(client, error);
    throw error;
  } finally {
    client.release(failure);
  }
}

/**
 * After a refusal the connection is as good as before. After anything else nobody knows what state it
 * is in: it is closed, which rolls back as well.
 * @returns why the connection is to be closed
 */
async function rollBack(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  const isRefusal = error instanceof DomainError && error.kind !== 'unavailable';
  if (!isRefusal) return error instanceof Error ? error : new Error(String(error));
  return client.query('rollback').then(
    () => undefined,
    (failure: unknown) => (failure instanceof Error ? failure : new Error(String(failure))),
  );
}

/** Closes the pool; the next statement opens a new one. */
export async function closeDatabase(): Promise<void> {
  const closing = shared[poolKey];
  shared[poolKey] = undefined;
  await closing?.pool.end();
}

/**
 * pg takes a time-out with a statement, and its types do not say so. What is prepared under a name is
 * on one connection of the server's, which a proxy then could give to nobody else.
 */
function toConfig({ name, text, timeoutMs }: Statement, values: readonly unknown[]) {
  return {
    ...(!isDatabaseBehindProxy() && { name }),
    text,
    values: [...values],
    ...(timeoutMs && { query_timeout: timeoutMs }),
  };
}

async function run<Row>(query: () => Promise<pg.QueryResult>): Promise<Row[]> {
  const result = await translate(query());
  return result.rows as Row[];
}

async function translate<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isOurFault(error)) throw new StatementError(error);
    throw new DomainError(
      'unavailable',
      'database-unavailable',
      'The database cannot be reached.',
      {
        cause: error,
      },
    );
  }
}

/**
 * Whether the statement itself was wrong. All else (refused, cut, timed out, shutting down, too
 * many connections, deadlock, a password that is just being changed, a disk that fails, a server that
 * became read-only) passes when it is tried again.
 * Classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isOurFault(error: unknown): error is DatabaseError {
  return isDatabaseError(error) && !/^(08|28|53|57|58|40|55P03|25P03|25006)/.test(error.code);
}

interface DatabaseError extends Error {
  readonly code: string;
  readonly constraint?: string;
}

/** By its fields, because the pool may come from another bundle, whose classes are others. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'severity' in error && 'code' in error;
}

/** Of a value that it cannot read PostgreSQL says the value: `… syntax for type date: "…"`. */
function withoutValues(message: string, code: string): string {
  return code.startsWith('22') ? message.replace(/"[\s\S]*"/, '"…"') : message;
}

/**
 * What is wrong with a statement, to be logged: without the row that the server adds to it, in which
 * there may be a customer's name, address and token.
 */
class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly code: string;
  readonly constraint: string | undefined;

  constructor({ message, code, constraint, stack }: DatabaseError) {
    super(withoutValues(message, code));
    this.code = code;
    this.constraint = constraint;
    if (stack !== undefined) this.stack = stack.replace(message, this.message);
  }
}
