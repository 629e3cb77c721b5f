/** Orders while a real queue server is stopped. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSqsEventSource } from '../../local/event-sources/sqs-event-source.ts';
import { startSqsServer } from '../../local/embedded/sqs-server.ts';
import { getOrderResponse, placeOrderResponse } from '../../shared/contract/orders.ts';
import { handler as processOrder } from '../../functions/process-order/handler.ts';
import { handler as getOrder } from '../../functions/get-order/handler.ts';
import { call, newContext } from '../support/call.ts';
import { sql } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

test('an order placed while the queue is down is accepted, and completes when the queue is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-queue-'));
  const options = { port: await freePort(), dataFolder: join(folder, 'sqs') };
  let server = await startSqsServer(options);
  const queueUrl = server.ensureQueue('orders');
  Object.assign(process.env, { ORDER_QUEUE_URL: queueUrl, AWS_ENDPOINT_URL_SQS: server.endpoint });
  const { handler: placeOrder } = await import('../../functions/place-order/handler.ts');
  const { handler: relayOrders } = await import('../../functions/relay-orders/handler.ts');
  const { handler: health } = await import('../../functions/health/handler.ts');
  const statusOf = async (id: number) =>
    getOrderResponse.parse(
      (await call(getOrder, 'GET /order/{id}', { pathParameters: { id: String(id) } })).body,
    ).status;
  const eventSource = startSqsEventSource(processOrder, { queueUrl, retryDelaysMs: [0, 0, 0, 0] });

  await server.stop();
  const answer = await call(placeOrder, 'POST /order', { body: { product_id: 1, quantity: 1 } });
  expect(answer.status).toBe(201);
  const { order_id } = placeOrderResponse.parse(answer.body);
  expect(await statusOf(order_id)).toBe('Pending');
  expect(await call(health, 'GET /health/ready')).toMatchObject({
    status: 200,
    body: { status: 'degraded', database: 'up', queue: 'down' },
  });

  server = await startSqsServer(options);
  await sql('update orders set relay_at = now() where id = $1', [order_id]);
  expect(await relayOrders(undefined, newContext())).toEqual({ relayed: 1 });
  await eventually(async () => expect(await statusOf(order_id)).toBe('Completed'));

  await eventSource.stop();
  await server.stop();
  await rm(folder, { recursive: true });
});
