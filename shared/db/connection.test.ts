import { jest } from '@jest/globals';
import { startSecretsServer } from '../../tests/support/secrets-server.ts';
import { closeDatabase, database, inTransaction, maxIdleMs, planForValues } from './database.ts';
import { migrateDatabase } from './migrate.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds-cluster';
const environment = { ...process.env };
const url = new URL(process.env['OWNER_DATABASE_URL'] ?? '');
const secrets: Record<string, { username: string; password: string }> = {};
let server: Awaited<ReturnType<typeof startSecretsServer>>;

beforeAll(async () => {
  server = await startSecretsServer(secrets);
});
afterAll(() => server.stop());

beforeEach(() => {
  secrets[secretArn] = { username: url.username, password: decodeURIComponent(url.password) };
  const withoutPassword = new URL(url);
  withoutPassword.password = '';
  Object.assign(process.env, server.settings, {
    DATABASE_URL: withoutPassword.href,
    DATABASE_SECRET_ARN: secretArn,
  });
});
afterEach(async () => {
  await closeDatabase();
  Object.assign(process.env, environment);
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  }
});

const ask = () => database.query<{ one: number }>({ name: 'one', text: 'select 1 as one' });

test('completes a URL without a password from the secret', async () => {
  expect(await ask()).toEqual([{ one: 1 }]);
});

test('completes the URL of the migrations from the secret', async () => {
  expect(await migrateDatabase()).toEqual([]);
});

test('does not read the secret when the URL has a password', async () => {
  delete process.env['DATABASE_SECRET_ARN'];
  process.env['DATABASE_URL'] = url.href;
  const before = server.reads;
  expect(await ask()).toEqual([{ one: 1 }]);
  expect(server.reads).toBe(before);
});

test('uses a changed password for the next connection', async () => {
  secrets[secretArn] = { username: url.username, password: 'an outdated password' };
  await expect(ask()).rejects.toMatchObject({ kind: 'unavailable', cause: { code: '28P01' } });
  secrets[secretArn] = { username: url.username, password: decodeURIComponent(url.password) };
  expect(await ask()).toEqual([{ one: 1 }]);
});

test.each([
  ['does not exist', { DATABASE_SECRET_ARN: 'another' }],
  ['is refused', { AWS_SECRET_ACCESS_KEY: 'another' }],
  ['cannot be requested', { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' }],
])('reports the database as unavailable when the secret %s', async (_, settings) => {
  Object.assign(process.env, settings);
  await expect(ask()).rejects.toMatchObject({ kind: 'unavailable' });
});

test('checks the certificate when the URL asks for TLS', async () => {
  process.env['DATABASE_URL'] = `${process.env['DATABASE_URL'] ?? ''}?sslmode=verify-full`;
  // This server does not support TLS.
  await expect(ask()).rejects.toMatchObject({ cause: { message: expect.stringContaining('SSL') } });
});

test('behind a proxy, sets no limits and prepares no statements on a connection', async () => {
  delete process.env['DATABASE_QUERY_TIMEOUT_MS'];
  const limit = () =>
    database.query({ name: 'limit', text: `select current_setting('statement_timeout') as limit` });
  const kept = () =>
    database.query<{ name: string }>({ name: '', text: 'select name from pg_prepared_statements' });
  expect(await limit()).toEqual([{ limit: '1500ms' }]);
  expect(await kept()).toEqual([{ name: 'limit' }]);
  await closeDatabase();
  process.env['DATABASE_PROXY'] = 'on';
  expect(await limit()).toEqual([{ limit: '0' }]);
  expect(await kept()).toEqual([]);
});

test('plans a statement once, unless its transaction asks for a plan per value', async () => {
  const statement = { name: 'by-number', text: 'select id from orders where id = $1::integer' };
  for (let id = 1; id <= 3; id++) await database.query(statement, [id]);
  await inTransaction((transaction) => transaction.query(statement, [4]), [planForValues]);
  await database.query(statement, [5]);
  const text = 'select generic_plans::integer, custom_plans::integer from pg_prepared_statements';
  expect(await database.query({ name: '', text: `${text} where name = 'by-number'` })).toEqual([
    { generic_plans: 4, custom_plans: 1 },
  ]);
});

test('does not reuse a connection that was idle for too long', async () => {
  const whoAnswers = () =>
    database.query<{ pid: number }>({ name: 'pid', text: 'select pg_backend_pid() as pid' });
  const clock = jest.spyOn(Date, 'now');
  try {
    const first = await whoAnswers();
    const now = Date.now();
    clock.mockReturnValue(now + maxIdleMs - 1_000);
    expect(await whoAnswers()).toEqual(first);
    // As after a freeze: time passes, and no timer runs.
    clock.mockReturnValue(now + 2 * maxIdleMs);
    expect(await whoAnswers()).not.toEqual(first);
  } finally {
    clock.mockRestore();
  }
});
