import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type SqsServer, startSqsServer, toSqsClientConfig } from './sqs-server.ts';

test('listens on 127.0.0.1 and on no other address', async () => {
  const server = await startSqsServer({ port: 0 });
  const { port } = new URL(server.endpoint);
  const reach = (host: string) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect(Number(port), host, () => resolve(true));
    socket.once('error', () => resolve(false));
    return promise.finally(() => socket.destroy());
  };
  expect(await Promise.all(['127.0.0.1', '127.0.0.2'].map(reach))).toEqual([true, false]);
  await server.stop();
});

test('keeps its messages over a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-sqs-'));
  const first = await startSqsServer({ port: 0, dataFolder: folder });
  const client = new SQSClient(toSqsClientConfig(first.endpoint));
  const QueueUrl = first.ensureQueue('orders');
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  client.destroy();
  await first.stop();
  const second = await startSqsServer({ port: 0, dataFolder: folder });
  second.ensureQueue('orders');
  expect(second.peek('orders')).toEqual(['kept']);
  await second.stop();
  await rm(folder, { recursive: true });
});

describe('a running server', () => {
  let server: SqsServer;
  let client: SQSClient;
  let QueueUrl: string;

  beforeEach(async () => {
    server = await startSqsServer({ port: 0 });
    client = new SQSClient(toSqsClientConfig(server.endpoint));
    QueueUrl = server.ensureQueue('orders', { maxReceiveCount: 3 });
  });

  afterEach(async () => {
    client.destroy();
    await server.stop();
  });

  test.each(['orders', 'orders-dead'])('creates %s again when it is deleted', async (name) => {
    const deleted = { QueueUrl: QueueUrl.replace('orders', name) };
    await client.send(new DeleteQueueCommand(deleted));
    await client.send(new SendMessageCommand({ ...deleted, MessageBody: 'after' }));
    expect(server.peek(name)).toEqual(['after']);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
    );
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '{}')).toMatchObject({ maxReceiveCount: 3 });
  });

  /** @returns the status of the response */
  function send(method: string, path: string, headers: Record<string, string>, body = '') {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const sent = request(server.endpoint + path, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end(body);
    return promise;
  }

  const target = { 'x-amz-target': 'AmazonSQS.SendMessage' };
  const json = { ...target, 'content-type': 'application/x-amz-json-1.0' };
  const message = () => JSON.stringify({ QueueUrl, MessageBody: 'theirs' });

  test('answers an SQS client', async () => {
    expect(await send('POST', '/', json, message())).toBe(200);
    expect(server.peek('orders')).toEqual(['theirs']);
  });

  test.each([
    ['of another origin', { origin: 'https://evil.example' }],
    ['of its own origin', { origin: 'http://127.0.0.1:9324' }],
    ['without an origin', { origin: 'null' }],
    ['with a Sec-Fetch-Site header', { 'sec-fetch-site': 'cross-site' }],
    ['of a host name that resolves to this machine', { host: 'evil.example' }],
    ['with an invalid host', { host: 'evil example' }],
  ])('refuses a page in a browser %s', async (_, headers) => {
    expect(await send('POST', '/', { ...json, ...headers }, message())).toBe(403);
    expect(server.peek('orders')).toEqual([]);
  });

  test('shows a queue to a tool, and to no browser', async () => {
    const path = '/_fauxqs/queues/orders';
    expect(await send('GET', path, {})).toBe(200);
    expect(await send('GET', path, { 'sec-fetch-site': 'none' })).toBe(403);
    expect(await send('GET', path, { host: 'evil.example' })).toBe(403);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain; x=application/x-amz-json-1.0',
    'multipart/form-data; boundary=x',
    'application/json',
    '',
  ])('refuses a body of the type %j', async (type) => {
    const body = type.includes('urlencoded') ? 'Action=CreateTopic&Name=theirs' : message();
    expect(
      await send('POST', '/', { ...target, ...(type && { 'content-type': type }) }, body),
    ).toBe(415);
    expect(server.peek('orders')).toEqual([]);
  });

  test.each([
    ['GET', '/health'],
    ['PUT', '/bucket/key'],
    ['OPTIONS', '/'],
  ])('refuses %s %s, which no SQS client sends', async (method, path) => {
    expect(await send(method, path, json)).toBe(405);
  });
});
