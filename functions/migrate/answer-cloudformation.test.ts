import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { newContext } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import type { CloudFormationRequest } from './answer-cloudformation.ts';
import { handler } from './handler.ts';

/** Stands in for the bucket that receives CloudFormation's responses. */
let bucket: Server;
const answers: Record<string, unknown>[] = [];
const types: (string | undefined)[] = [];

beforeAll(async () => {
  process.env['DATABASE_URL'] = process.env['OWNER_DATABASE_URL'];
  bucket = createServer((request, response) => {
    void text(request).then((body) => {
      types.push(request.headers['content-type']);
      answers.push(JSON.parse(body) as Record<string, unknown>);
      response.writeHead(request.method === 'PUT' ? 200 : 405).end();
    });
  });
  bucket.listen(0, '127.0.0.1');
  await once(bucket, 'listening');
});
afterAll(() => {
  bucket.closeAllConnections();
  bucket.close();
});
beforeEach(() => {
  answers.length = 0;
});

function newRequest(RequestType: CloudFormationRequest['RequestType']): CloudFormationRequest {
  const { port } = bucket.address() as AddressInfo;
  return {
    RequestType,
    ResponseURL: `http://127.0.0.1:${port}/answer?signature=secret`,
    StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/bakery-prod/1',
    RequestId: 'request-1',
    LogicalResourceId: 'DatabaseMigration',
  };
}

const succeeded = {
  Status: 'SUCCESS',
  StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/bakery-prod/1',
  RequestId: 'request-1',
  LogicalResourceId: 'DatabaseMigration',
  PhysicalResourceId: 'DatabaseMigration',
};

test.each(['Create', 'Update'] as const)('%s migrates, and reports success', async (type) => {
  await sql('drop schema public cascade');
  await sql('create schema public authorization bakery_owner');
  await handler(newRequest(type), newContext());
  expect(answers).toEqual([succeeded]);
  expect(await sql('select name from products where id = 1')).toEqual([{ name: 'Chocolate Cake' }]);
});

test('the response has no content type, because the signature does not include one', async () => {
  await handler(newRequest('Update'), newContext());
  expect(types.at(-1)).toBeUndefined();
});

test('reports a failed migration with its reason, and changes nothing', async () => {
  await sql('delete from migrations where name >= $1', ['0006_pictures']);
  await handler(newRequest('Update'), newContext());
  expect(answers).toEqual([
    {
      ...succeeded,
      Status: 'FAILED',
      Reason: expect.stringContaining('"product_pictures" already exists'),
    },
  ]);
  expect(await sql('select from migrations where name >= $1', ['0006_pictures'])).toEqual([]);
});

test('a deleted stack leaves the database unchanged', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public authorization bakery_owner');
  await handler(newRequest('Delete'), newContext());
  expect(answers).toEqual([succeeded]);
  expect(await sql(`select tablename from pg_tables where schemaname = 'public'`)).toEqual([]);
});
