import pg from 'pg';
import { databaseConfig, isDatabaseBehindProxy } from '../config.ts';
import { DomainError, toError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { connectionConfig } from './connection.ts';

/** A statement with a name is prepared and planned once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Timeout in milliseconds, when it differs from the default. */
  readonly timeoutMs?: number;
}

/** Runs statements: the pool, or one transaction. */
export interface Queryable {
  /** @throws DomainError `unavailable` when the database cannot be reached or does not answer. */
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * One pool per process. On a machine, the bundles of all functions share it, although each bundle
 * has its own copy of this module and of pg.
 */
const poolKey = Symbol.for('bakery.database-pool');
const shared = globalThis as { [poolKey]?: { pool: pg.Pool; usedAt: number } | undefined };

/**
 * Idle connections older than this are not reused (milliseconds). In the cloud the server ends them
 * after a minute (`idle_session_timeout` in cloud/database.yml), and a function that was frozen
 * would notice only when its next statement fails.
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
 * By default the server compares the cost of a generic plan with the average cost of custom plans.
 * While a table grows, the generic plan looks more expensive, and the server plans each statement
 * again. At 500 orders per second, planning then took twice as long as all other work.
 */
export const planOnce = '-c plan_cache_mode=force_generic_plan';

/** Starts a transaction whose statements are planned for their values each time. */
export const planForValues = 'set local plan_cache_mode = force_custom_plan';

function openPool(): pg.Pool {
  const { poolMax, connectTimeoutMs, queryTimeoutMs } = databaseConfig();
  const opened = new pg.Pool({
    ...connectionConfig(),
    max: poolMax,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    // The server cancels the statement too, so that an abandoned statement holds no locks. A proxy
    // refuses connections with these options and has its own limits.
    ...(!isDatabaseBehindProxy() && {
      statement_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: 2 * queryTimeoutMs,
      options: planOnce,
    }),
    // A host freezes and resumes its handlers; an idle connection must not keep the process alive.
    allowExitOnIdle: true,
  });
  // Without a listener on the pool and on each connection, a broken connection ends the process. No
  // warning is needed: the pool opens another connection, and a statement that was cut off fails
  // with its own error.
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
 * separated by semicolons, are sent with the `begin` in one round trip; `work` gets the rows of
 * each opening statement.
 */
export async function inTransaction<T>(
  work: (transaction: Queryable, opening: readonly (readonly unknown[])[]) => Promise<T>,
  opening: readonly string[] = [],
): Promise<T> {
  const client = await translate(getPool().connect());
  let failure: Error | undefined;
  try {
    const answer = await translate(client.query(['begin', ...opening].join(';')));
    // pg returns one result per statement, which its types do not declare.
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
 * After a refusal the connection can be reused. After any other error the state of the connection
 * is unknown, so the connection is closed, which also rolls back.
 * @returns the reason to close the connection
 */
async function rollBack(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  const isRefusal = error instanceof DomainError && error.kind !== 'unavailable';
  if (!isRefusal) return toError(error);
  return client.query('rollback').then(() => undefined, toError);
}

/** Closes the pool; the next statement opens a new one. */
export async function closeDatabase(): Promise<void> {
  const closing = shared[poolKey];
  shared[poolKey] = undefined;
  await closing?.pool.end();
}

/**
 * pg accepts a timeout per statement, which its types do not declare. A prepared statement belongs
 * to one server connection, and a proxy would have to pin that connection.
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
    if (isStatementFault(error)) throw new StatementError(error);
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
 * Whether the statement itself is wrong. All other errors are temporary: connection refused or cut,
 * timeout, shutdown, too many connections, deadlock, a password that is being changed, a full disk,
 * a read-only server.
 * Classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isStatementFault(error: unknown): error is DatabaseError {
  return isDatabaseError(error) && !/^(08|28|53|57|58|40|55P03|25P03|25006)/.test(error.code);
}

interface DatabaseError extends Error {
  readonly code: string;
  readonly constraint?: string;
}

/** Checks the fields, because the pool may come from another bundle with its own classes. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'severity' in error && 'code' in error;
}

/** PostgreSQL quotes a value that it cannot parse: `… syntax for type date: "…"`. */
function withoutValues(message: string, code: string): string {
  return code.startsWith('22') ? message.replace(/"[\s\S]*"/, '"…"') : message;
}

/**
 * The error of a statement, for the log. It omits the row that the server adds, which may contain a
 * customer's name, address and token.
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

/** Whether a foreign key refused a statement: another transaction has deleted or used a row at the same time. */
export function isForeignKeyRefusal(error: unknown): boolean {
  return error instanceof StatementError && error.code === '23503';
}
