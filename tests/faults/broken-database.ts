import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { findServer, startPostgres } from '../../local/embedded/postgres.ts';
import { ensurePasswords } from '../../local/embedded/postgres-passwords.ts';
import { postgresUrls, type PostgresUrls } from '../../local/embedded/postgres-roles.ts';
import { fill } from './small-disk.ts';

/** A PostgreSQL for faults. */
export interface BrokenDatabase {
  /** URLs that bypass the proxy. */
  readonly urls: PostgresUrls;
  /** The URL for the checker; bypasses the proxy. */
  readonly url: string;
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** kill -9 of the postmaster; its children end after it. */
  kill(): Promise<void>;
  /** Starts PostgreSQL, unless it runs. */
  start(): Promise<void>;
  /** Whether the data folder is on a small disk, which requires root. */
  readonly hasSmallDisk: boolean;
  /** Fills the small disk. */
  fillDisk(): Promise<void>;
  emptyDisk(): Promise<void>;
}

export interface BrokenDatabaseOptions {
  /** The folder that contains the data folder. */
  readonly disk: string;
  readonly dataFolder: string;
  readonly hasSmallDisk: boolean;
  readonly port: number;
  /** Whether another process, such as `npm start`, starts and restarts PostgreSQL. */
  readonly isSupervised?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

export async function breakableDatabase(options: BrokenDatabaseOptions): Promise<BrokenDatabase> {
  const { disk, dataFolder, hasSmallDisk, port, isSupervised = false, settings = {} } = options;
  const urls = postgresUrls(port, await ensurePasswords(dataFolder));
  const url = urls.superuser;
  const filler = join(disk, 'filler');
  return {
    urls,
    url,
    hasSmallDisk,
    query: (text, values) => queryOnce(url, text, values),
    kill: () => killServer(dataFolder),
    start: () =>
      isSupervised
        ? untilRunning(dataFolder)
        : startUnlessRunning(dataFolder, () => startPostgres({ dataFolder, port, settings })),
    fillDisk: () => fill(filler),
    emptyDisk: () => rm(filler, { force: true }),
  };
}

async function queryOnce<Row>(url: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function killServer(dataFolder: string) {
  const pid = await findServer(dataFolder);
  if (!pid) return;
  process.kill(pid, 'SIGKILL');
  while (await findServer(dataFolder)) await setTimeout(10);
}

/** Retries, because PostgreSQL cannot start before the child processes of a killed server have ended. */
async function startUnlessRunning(dataFolder: string, start: () => Promise<unknown>) {
  for (let attempt = 1; !(await findServer(dataFolder)); attempt++) {
    try {
      await start();
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(200);
    }
  }
}

async function untilRunning(dataFolder: string) {
  const deadline = Date.now() + 60_000;
  while (!(await findServer(dataFolder)) && Date.now() < deadline) await setTimeout(50);
}
