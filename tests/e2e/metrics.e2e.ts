import { jest } from '@jest/globals';
import { handler as placeOrder } from '../../functions/place-order/handler.ts';
import { handler as processOrder } from '../../functions/process-order/handler.ts';
import { handler as relayOrders } from '../../functions/relay-orders/handler.ts';
import { call, deliver, newContext } from '../support/call.ts';
import { addProduct, sql } from '../support/database.ts';

/** The metrics that CloudWatch would read from the lines printed during the call. */
async function measured(
  work: () => Promise<unknown>,
  namespace = 'bakery-test',
): Promise<Record<string, unknown>> {
  process.env['METRICS_NAMESPACE'] = namespace;
  const printed: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    printed.push(String(line));
    return true;
  });
  try {
    await work();
  } finally {
    delete process.env['METRICS_NAMESPACE'];
    spy.mockRestore();
  }
  const values: Record<string, unknown> = {};
  for (const line of printed) {
    const document = JSON.parse(line) as Record<string, unknown> & { _aws: EmbeddedMetrics };
    for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
      expect({ Namespace, Dimensions }).toEqual({
        Namespace: 'bakery-test',
        Dimensions: [['service']],
      });
      for (const { Name, Unit } of Metrics) values[`${Name} (${Unit})`] = document[Name];
    }
  }
  return values;
}

interface EmbeddedMetrics {
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly (readonly string[])[];
    readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
  }[];
}

async function place(productId: number, key: string): Promise<number> {
  const { body } = await call(placeOrder, 'POST /order', {
    headers: { 'idempotency-key': key },
    body: { product_id: productId, quantity: 2 },
  });
  return (body as { order_id: number }).order_id;
}

test('counts an order at its placement, and not again for a repeated request', async () => {
  const product = await addProduct({ stock: 10 });
  const key = 'counted-once-0001';
  expect(await measured(() => place(product, key))).toEqual({ 'OrdersPlaced (Count)': 1 });
  expect(await measured(() => place(product, key))).toEqual({});
});

test('counts the decisions, and measures the time from placement to completion', async () => {
  const bread = await addProduct({ stock: 5 });
  const cake = await addProduct({ kind: 'made_to_order' });
  const orders = [
    await place(bread, 'measured-order-01'),
    await place(bread, 'measured-order-02'),
    await place(bread, 'measured-order-03'),
    await place(cake, 'measured-order-04'),
  ];
  await sql(`update orders set placed_at = placed_at - interval '1 minute' where id = $1`, [
    orders[0],
  ]);
  const messages = orders.map((id) => ({ order_id: id, correlation_id: 'metrics-test' }));
  const values = await measured(() => deliver(processOrder, messages));
  expect(values).toMatchObject({
    'OrdersCompleted (Count)': 2,
    'OrdersAccepted (Count)': 1,
    'OrdersRejected (Count)': 1,
  });
  const [slow = 0, quick = 0] = values['TimeToCompleted (Milliseconds)'] as number[];
  expect(slow - quick).toBeGreaterThan(55_000);
  expect(await measured(() => deliver(processOrder, messages))).toEqual({
    'OrdersCompleted (Count)': 0,
    'OrdersAccepted (Count)': 0,
    'OrdersRejected (Count)': 0,
  });
});

test('the relay reports the number of resent orders, and the age of the oldest Pending order', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place(product, 'relayed-order-001');
  await sql(
    `update orders set relay_at = now(), placed_at = now() - interval '1 hour' where id = $1`,
    [id],
  );
  const values = await measured(() => relayOrders(undefined, newContext()));
  expect(values['OrdersRelayed (Count)']).toBe(1);
  expect(Math.floor(Number(values['OldestPendingOrder (Seconds)']) / 60)).toBe(60);
});

test('writes no metrics without a namespace', async () => {
  const product = await addProduct({ stock: 10 });
  expect(await measured(() => place(product, 'not-measured-0001'), '')).toEqual({});
});
