/**
 * npm run compose:cluster -w bakery-tests: the stack with RabbitMQ on three nodes, each of which is killed in
 * turn under load. Needs a Docker engine.
 */
import assert from 'node:assert/strict';
import { freePorts } from '../../support/free-port.ts';
import { check, note, seconds, until, watch } from '../../support/checks.ts';
import { Engine } from './engine.ts';
import { perform } from './perform.ts';
import { Shop } from './shop.ts';

const [frontendPort = 0, apiPort = 0, managementPort = 0] = await freePorts(3);
const engine = new Engine({
  COMPOSE_FILE: 'docker-compose.yml:docker-compose.cluster.yml',
  COMPOSE_PROJECT_NAME: `bakery-cluster-${process.pid}`,
  FRONTEND_PORT: String(frontendPort),
  API_PORT: String(apiPort),
  RABBITMQ_MANAGEMENT_PORT: String(managementPort),
});
const shop = new Shop(`http://127.0.0.1:${apiPort}`);
const nodes = ['rabbitmq', 'rabbitmq-2', 'rabbitmq-3'];

await perform(engine, async () => {
  const isStarted = await check('three brokers, two apis and three workers are healthy', start);
  if (!isStarted) return;
  for (const node of nodes) {
    await check(`${node} is killed under load, and no order is lost`, () => killUnderLoad(node));
  }
  await check('every order was completed once, and the stock matches', checkTotals);
});

async function start() {
  await engine.compose('up', '--build', '--detach', '--wait');
  const sizes = await Promise.all(
    [...nodes, 'api', 'worker'].map(async (service) => (await engine.containers(service)).length),
  );
  assert.deepEqual(sizes, [1, 1, 1, 2, 3]);
  assert.deepEqual(await membersOf('orders'), [1, 2, 3]);
}

/** The nodes that have a replica of a queue. */
async function membersOf(queue: string): Promise<number[]> {
  const list = ['rabbitmqctl', '--quiet', 'list_queues', '--no-table-headers', 'name', 'members'];
  const rows = await engine.compose('exec', '-T', 'rabbitmq', ...list);
  const row = rows.split('\n').find((text) => text.startsWith(`${queue}\t`)) ?? '';
  return [...row.matchAll(/rabbit@rabbitmq-(\d)/g)].map(([, node]) => Number(node)).sort();
}

async function killUnderLoad(node: string) {
  const placing = watch(shop.orders(400, 8));
  const { id } = await engine.container(node);
  await engine.docker('kill', id);
  const ids = await placing.result;
  const began = performance.now();
  await until('all orders are Completed', 120_000, async () => {
    const [count] = await engine.sql(
      `select count(*) from orders where id in (${ids.join(',')}) and status <> 'Completed'`,
    );
    return count === '0' ? true : undefined;
  });
  const [relayed] = await engine.sql(
    `select count(*) from orders where id in (${ids.join(',')}) and relay_count > 0`,
  );
  note(`completed ${seconds(performance.now() - began)} after the last was taken, by two nodes`);
  note(`${relayed} of ${ids.length} orders were resent by the relay`);
  await engine.docker('start', id);
  await until(`${node} is healthy`, 120_000, async () =>
    (await engine.container(node)).health === 'healthy' ? true : undefined,
  );
}

async function checkTotals() {
  const faulty = await engine.sql(`
    select o.id from orders o join order_timeline t on t.order_id = o.id
    group by o.id
    having o.status <> 'Completed' or array_agg(t.to_status order by t.at) <> '{Pending,Completed}'`);
  assert.deepEqual(faulty, []);
  const [left] = await engine.sql(`
    select stock + (select sum(quantity) from order_lines where product_id = 2)
    from products where id = 2`);
  assert.equal(Number(left), 1200);
}
