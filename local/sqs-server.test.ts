import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startSqsServer } from './sqs-server.ts';

test('listens on 127.0.0.1 and on no other address', async () => {
  const server = await startSqsServer({ port: 0 });
  const elsewhere = server.endpoint.replace('127.0.0.1', '127.0.0.2');
  await expect(fetch(server.endpoint)).resolves.toBeDefined();
  await expect(fetch(elsewhere)).rejects.toThrow();
  await server.stop();
});

test('keeps its messages when it is stopped and started again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-sqs-'));
  const first = await startSqsServer({ port: 0, dataFolder: folder });
  process.env['AWS_ENDPOINT_URL_SQS'] = first.endpoint;
  const client = new SQSClient({});
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
