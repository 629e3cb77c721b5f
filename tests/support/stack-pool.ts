/** One embedded run for each jest worker and one Chromium for all of them, started on first use. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { BrowserServer } from 'playwright-core';
import { startBrowserServer } from './browser.ts';
import { stopAtTeardown } from './shared-servers.ts';
import { type Stack, startStack } from './stack.ts';

export interface SharedStack extends Pick<Stack, 'apiUrl' | 'frontendUrl' | 'databaseUrl'> {
  /** The beginning of links in printed codes and calendar files. Tests open `frontendUrl` instead. */
  readonly publicUrl: string;
}

const publicUrl = 'https://shop.example';

/** Serves `/stack/<worker>`, `/output/<worker>` and `/browser` to the test files; its address is `TEST_STACK_POOL`. */
export async function serveStackPool(): Promise<void> {
  const stacks = new Map<string, Promise<Stack>>();
  let browser: Promise<BrowserServer> | undefined;

  async function answer(path: string): Promise<string> {
    const [, kind, worker = ''] = path.split('/');
    if (kind === 'browser') return (await (browser ??= startBrowserServer())).wsEndpoint();
    const started = stacks.get(worker);
    if (kind === 'output') return (await started)?.output() ?? '';
    const stack = started ?? startStack({ env: { PUBLIC_URL: publicUrl } });
    stacks.set(worker, stack);
    const { apiUrl, frontendUrl, databaseUrl } = await stack;
    await (started ? restoreRows(databaseUrl) : storeRows(databaseUrl));
    return JSON.stringify({ apiUrl, frontendUrl, databaseUrl, publicUrl } satisfies SharedStack);
  }

  const server = createServer((request, response) => {
    answer(request.url ?? '').then(
      (body) => response.end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['TEST_STACK_POOL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stopAtTeardown(async () => {
    server.close();
    const running = [...stacks.values()].map(async (stack) => (await stack).stop());
    await Promise.allSettled([...running, browser?.then((chromium) => chromium.close())]);
  });
}

/**
 * Keeps the rows of the demo, so that each test file starts with them, but without options on its products: a test of
 * options adds its own.
 */
function storeRows(databaseUrl: string): Promise<void> {
  return inTransaction(databaseUrl, async (client) => {
    await client.query('delete from product_option_groups');
    await client.query('create schema baseline');
    for (const table of await listTables(client)) {
      await client.query(`create table baseline.${table} as table public.${table}`);
    }
    await client.query(
      `create table baseline.sequence_values as
       select sequencename as name, coalesce(last_value, start_value) as value, last_value is not null as is_used
       from pg_sequences where schemaname = 'public'`,
    );
  });
}

function restoreRows(databaseUrl: string): Promise<void> {
  return inTransaction(databaseUrl, async (client) => {
    const tables = await listTables(client);
    // Neither foreign keys nor triggers apply to the copies.
    await client.query('set local session_replication_role = replica');
    await client.query(`truncate ${tables.map((table) => `public.${table}`).join(', ')}`);
    for (const table of tables) {
      const { rows } = await client.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [`public.${table}`],
      );
      const columns = rows[0]?.columns ?? '';
      await client.query(
        `insert into public.${table} (${columns}) overriding system value select ${columns} from baseline.${table}`,
      );
    }
    // The process keeps options by their version, so no version may come back with other options.
    await client.query(
      `update settings set options_version = extract(epoch from clock_timestamp())::integer`,
    );
    await client.query(
      `select setval(format('public.%I', name)::regclass, value, is_used) from baseline.sequence_values`,
    );
  });
}

async function inTransaction(databaseUrl: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}
