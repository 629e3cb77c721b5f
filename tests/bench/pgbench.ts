/** PostgreSQL's own benchmark with the bakery's statements: the upper limit of this machine. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { arrangeColumns, type ClaimColumn } from '../../shared/db/claims.ts';
import { planOnce, type Statement } from '../../shared/db/database.ts';
import { insertOrder } from '../../shared/db/placement.ts';
import { utcToday } from '../../shared/db/utc-date.ts';
import { findProgram, run } from '../support/find-program.ts';
import { unlimitedStock, products, Unavailable } from './contestant.ts';
import type { SharedServices } from './shared-services.ts';

export interface Limit {
  /** A file of statements that form one transaction. */
  readonly script: string;
  readonly transactions: number;
  readonly variables?: Readonly<Record<string, number>>;
}

/** @throws Unavailable when it is not installed */
export async function findPgbench(): Promise<string> {
  const program = await findProgram('pgbench');
  if (!program) throw new Unavailable('apt-get install postgresql-contrib');
  return program;
}

/** @returns transactions a second, sequentially on one connection */
export async function measureLimit(
  { folder }: SharedServices,
  databaseUrl: string,
  { script, transactions, variables = {} }: Limit,
): Promise<number> {
  const file = join(folder, 'limit.sql');
  await writeFile(file, script);
  const url = new URL(databaseUrl);
  url.searchParams.set('options', planOnce);
  const { stdout } = await run(await findPgbench(), [
    ...['--no-vacuum', '--protocol=prepared', '--client=1', '--jobs=1'],
    `--transactions=${transactions}`,
    `--file=${file}`,
    ...Object.entries(variables).map(([name, value]) => `--define=${name}=${value}`),
    url.href.replaceAll('+', '%20'),
  ]);
  const found = /^tps = ([\d.]+)/m.exec(stdout);
  if (!found) throw new Error(`The output of pgbench has no rate: ${stdout}`);
  return Number(found[1]);
}

/** A marker in the recorded statement, to be replaced by a product of each run. */
const anyProduct = 987_654_321;

/** The statement that `place-order` sends, for an order of one line. */
export async function placementScript(): Promise<string> {
  let sent: { text: string; values: readonly unknown[] } | undefined;
  const recorder = {
    query<Row>({ text }: Statement, values: readonly unknown[] = []): Promise<Row[]> {
      sent = { text, values };
      return Promise.resolve([{ order_id: 1 } as Row]);
    },
  };
  await insertOrder(recorder, {
    lines: [{ product_id: anyProduct, quantity: 2 }],
    customer: null,
    pickupAt: null,
    correlationId: 'b'.repeat(36),
    idempotencyKey: null,
    requestHash: 'h'.repeat(43),
  });
  if (!sent) throw new Error('insertOrder sent nothing.');
  const statement = fill(sent.text, sent.values.map(toLiteral));
  return `\\set product random(1, ${products})\n${statement.replaceAll(String(anyProduct), ':product')};\n`;
}

export const orderScript = (first: number, last: number) =>
  `\\set id random(${first}, ${last})\nselect id, status, reason from orders where id = :id;\n`;

/** The statements of `process-order` for a batch, whose first order is one batch beyond `:base`. */
export function batchScript(statements: BatchStatements, size: number): string {
  const ids = `array(select generate_series(:base, :base + ${size - 1}))`;
  const each = (expression: string) =>
    `array(select ${expression} from generate_series(:base, :base + ${size - 1}) id)`;
  const same = (value: string) => `array_fill(${value}, array[${size}])`;
  const slot = `date_bin('1 day', now(), 'epoch') + interval '36 hours'`;
  const end = `${slot} + interval '30 minutes'`;
  // The claims of all lines, then of all slots.
  const both = (ofLines: string, ofSlots: string) => `${ofLines} || ${ofSlots}`;
  const claims: Record<ClaimColumn, string> = {
    order_id: both(ids, ids),
    no: both(same('1'), same('2')),
    line_no: both(same('1'), same('null::integer')),
    source: both(same(`'stock'::text`), same(`'slot'::text`)),
    product_id: both(each(`1 + id % ${products}`), same('null::integer')),
    pool_id: both(same('null::integer'), same('null::integer')),
    option_id: both(same('null::integer'), same('null::integer')),
    date: both(same('null::date'), same('null::date')),
    starts_at: both(same('null::timestamptz'), same(slot)),
    ends_at: both(same('null::timestamptz'), same(end)),
    units: both(each('1 + id % 3'), each('1 + id % 3')),
  };
  const written = [
    ...[ids, same(`'Completed'::text`), same('null::text'), same(slot), same(end)],
    ...[same(`${utcToday} + 1`), same(slot)],
    ...arrangeColumns((column) => claims[column]),
  ];
  return [
    `\\set base :base + ${size}`,
    // One round trip, as in the bakery.
    '\\startpipeline',
    ...['begin', ...statements.opening].map((text) => `${text};`),
    '\\endpipeline',
    `${fill(statements.lock, [ids])};`,
    `${fill(statements.write, written)};`,
    'commit;\n',
  ].join('\n');
}

export interface BatchStatements {
  readonly opening: readonly string[];
  readonly lock: string;
  readonly write: string;
}

/** Lets the processor process one batch, and records its statements. */
export async function recordBatch(
  databaseUrl: string,
  orderIds: readonly number[],
): Promise<BatchStatements> {
  Object.assign(process.env, { DATABASE_URL: databaseUrl });
  const { decidePendingOrders } = await import('../../shared/db/processing.ts');
  const { decideOrders } = await import('../../shared/domain/allocation.ts');
  const { closeDatabase } = await import('../../shared/db/database.ts');
  const sent: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (...args) {
    const [statement] = args as [string | { text: string }];
    sent.push(typeof statement === 'string' ? statement : statement.text);
    return query.apply(this, args);
  };
  try {
    await decidePendingOrders(orderIds, ({ orders, supplies, rules }) =>
      decideOrders(orders, supplies, rules, new Date()),
    );
  } finally {
    prototype.query = query;
    await closeDatabase();
  }
  const [begin = '', lock = '', write = ''] = sent;
  return { opening: begin.split(';').slice(1), lock, write };
}

/** Replaces parameters by literals. */
function fill(text: string, values: readonly string[]): string {
  return text.replaceAll(/\$(\d+)/g, (_, place: string) => values[Number(place) - 1] ?? 'null');
}

function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(toLiteral).join()}]`;
  if (value === null || value === undefined) return 'null';
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

/** Fills the stock that the batches have used up. */
export const restock = `update products set stock = ${unlimitedStock}`;
