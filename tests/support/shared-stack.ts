import pg from 'pg';
import { type Browser } from 'playwright-core';
import { connectBrowser } from './browser.ts';
import type { SharedStack } from './stack-pool.ts';

/**
 * The embedded run of this Jest worker, with only the rows of the demo, and the browser that all workers share. Call
 * this function once, at the top of a test file. The pages are closed after each test.
 */
export async function useSharedStack() {
  const [stack, browser] = await Promise.all([
    fetchFromPool(`stack/${process.env['JEST_WORKER_ID']}`).then(
      (answer) => JSON.parse(answer) as SharedStack,
    ),
    useSharedBrowser(),
  ]);
  const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
  afterAll(() => database.end());
  return { stack, browser, database };
}

/** The output of the shared stack so far, including that of earlier test files. */
export function readStackOutput(): Promise<string> {
  return fetchFromPool(`output/${process.env['JEST_WORKER_ID']}`);
}

async function useSharedBrowser(): Promise<Browser> {
  const browser = await connectBrowser(await fetchFromPool('browser'));
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(() => browser.close());
  return browser;
}

async function fetchFromPool(path: string): Promise<string> {
  const answer = await fetch(`${process.env['TEST_STACK_POOL']}/${path}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
