/**
 * Runs every packaged function as Lambda does: alone in an empty folder, with the environment of
 * the template, with the events of its callers. AWS's services are replaced by a PostgreSQL with
 * TLS, an SQS server and a Secrets Manager server on this machine.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse } from 'aws-lambda';
import { previewImportResponse } from '../../../shared/contract/catalogue-files.ts';
import { placeOrderResponse } from '../../../shared/contract/orders.ts';
import { staffOptionGroup } from '../../../shared/contract/options.ts';
import { getPlanResponse } from '../../../shared/contract/plan.ts';
import { pool } from '../../../shared/contract/pools.ts';
import { sessionResponse } from '../../../shared/contract/accounts.ts';
import {
  catalogueProduct,
  listCatalogueResponse,
  recordStockMovementResponse,
} from '../../../shared/contract/catalogue.ts';
import { pageHeaders } from '../../../shared/http/security-headers.ts';
import { startSqsEventSource } from '../../../local/event-sources/sqs-event-source.ts';
import { type Answer, type Call, newHttpEvent, readAnswer } from '../../support/call.ts';
import { type CloudDatabase, startCloudDatabase } from '../../support/cloud-database.ts';
import { eventually } from '../../support/eventually.ts';
import { type Lambda, startLambda } from '../../support/lambda.ts';
import { packageService, readTemplate, type Template } from '../../support/packaged.ts';
import { onePixel } from '../../support/pictures.ts';
import { queuedMessages } from '../../support/queue.ts';
import { startSecretsServer } from '../../support/secrets-server.ts';

/** The origin secret: requests without it are refused. */
const originSecret = 'sent-by-cloudfront';
const originSecretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin';
const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds-cluster';
const functionsSecretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:functions';
let template: Template;
let database: CloudDatabase;
let secrets: Awaited<ReturnType<typeof startSecretsServer>>;
let lambda: Lambda;
const invoked = new Set<string>();
const asked = new Set<string>();

beforeAll(async () => {
  const out = await packageService();
  [template, database] = await Promise.all([readTemplate(out), startCloudDatabase()]);
  secrets = await startSecretsServer({
    [originSecretArn]: originSecret,
    [secretArn]: { username: 'bakery', password: database.password },
    [functionsSecretArn]: { username: 'bakery_app', password: 'of-the-functions' },
  });
  lambda = await startLambda({
    out,
    template,
    standIns: {
      'Distribution.DomainName': 'd111111abcdef8.cloudfront.net',
      DoorSecret: originSecretArn,
      FunctionsDatabaseSecret: functionsSecretArn,
      OrderQueue: process.env['ORDER_QUEUE_URL'] ?? '',
      'DatabaseCluster.Endpoint.Address': database.host,
      'DatabaseCluster.MasterUserSecret.SecretArn': secretArn,
    },
    adapt: (value) =>
      value
        .replace(':5432/', `:${database.port}/`)
        .replace('/var/runtime/ca-cert.pem', database.authoritiesFile),
    runtime: {
      ...secrets.settings,
      AWS_ENDPOINT_URL_SQS: process.env['AWS_ENDPOINT_URL_SQS'] ?? '',
    },
  });
});

afterAll(async () => {
  await lambda.close();
  await secrets.stop();
  await database.stop();
});

function invoke<Result>(name: string, event: unknown) {
  invoked.add(name);
  return lambda.invoke<Result>(name, event);
}

/** Calls the function that the template assigns to the route. */
async function ask(route: string, call: Call = {}): Promise<Answer & { log: readonly object[] }> {
  asked.add(route);
  const name = functionBehind(route);
  const { result, log } = await invoke<APIGatewayProxyStructuredResultV2>(
    name,
    throughCloudFront(route, call),
  );
  return { ...readAnswer(route, result), log };
}

function throughCloudFront(route: string, { headers, ...call }: Call) {
  const [client, edge] = ['192.0.2.1', '198.51.100.1'];
  const added = { 'x-origin-verify': originSecret, 'x-forwarded-for': `${client}, ${edge}` };
  return newHttpEvent(route, { ...call, headers: { ...headers, ...added } });
}

const byType = (type: string) =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

function functionBehind(route: string): string {
  const [, found] =
    byType('AWS::ApiGatewayV2::Route').find(
      ([, { Properties }]) => Properties['RouteKey'] === route,
    ) ?? [];
  const target = found?.Properties['Target'] as { 'Fn::Join': [string, [string, Reference]] };
  const integration = template.Resources[target['Fn::Join'][1][1].Ref];
  return nameIn(integration?.Properties['IntegrationUri']);
}

interface Reference {
  readonly Ref: string;
}

/** The name in a reference to an ARN, for example "PlaceOrderLambdaFunction". */
function nameIn(arn: unknown): string {
  return (arn as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
}

/** Runs a scheduled function with its event. */
async function onSchedule(name: string) {
  const [, rule] = byType('AWS::Events::Rule').find(([rule]) => rule.startsWith(name)) ?? [];
  const [target] = rule?.Properties['Targets'] as { Arn: unknown }[];
  return invoke(nameIn(target?.Arn), {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '123456789012',
    time: '2026-11-25T05:00:00Z',
    region: 'eu-central-1',
    resources: [`arn:aws:events:eu-central-1:123456789012:rule/${name}`],
    detail: {},
  });
}

/**
 * Stands in for Lambda's polling of the queue.
 * @returns the processed messages, once `isDone` resolves to true
 */
async function processQueue(isDone: () => Promise<boolean>): Promise<unknown[]> {
  const [[, mapping] = []] = byType('AWS::Lambda::EventSourceMapping');
  const name = nameIn(mapping?.Properties['FunctionName']);
  const bodies: unknown[] = [];
  const source = startSqsEventSource(
    async (event) => {
      bodies.push(...event.Records.map(({ body }) => JSON.parse(body) as unknown));
      return (await invoke<SQSBatchResponse>(name, event)).result;
    },
    { queueUrl: process.env['ORDER_QUEUE_URL'] ?? '', retryDelaysMs: [] },
  );
  try {
    await eventually(async () => expect(await isDone()).toBe(true));
  } finally {
    await source.stop();
  }
  return bodies;
}

/** Migrates as CloudFormation does. @returns the function's response to CloudFormation */
async function deploy(): Promise<unknown> {
  const received = Promise.withResolvers<unknown>();
  const bucket = createServer((request, response) => {
    void json(request).then(received.resolve, received.reject);
    response.end();
  });
  await once(bucket.listen(0, '127.0.0.1'), 'listening');
  const { port } = bucket.address() as AddressInfo;
  const { ServiceToken, ...properties } = template.Resources['DatabaseMigration']?.Properties ?? {};
  await invoke(nameIn(ServiceToken), {
    RequestType: 'Create',
    ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:bakery-prod-migrate',
    ResponseURL: `http://127.0.0.1:${port}/answer?X-Amz-Signature=signature`,
    StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/bakery-prod/1',
    RequestId: 'request-1',
    LogicalResourceId: 'DatabaseMigration',
    ResourceType: 'Custom::DatabaseMigration',
    ResourceProperties: properties,
  });
  bucket.close();
  return received.promise;
}

/** The headers of a manager's request. */
let manager: Record<string, string>;
let bread: number;
let cake: number;

const newProduct = { category: 'Bread', price: 2.5, allergens: ['gluten'] };
const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

test('migrates the database first, as a user that is no superuser', async () => {
  expect(await deploy()).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'DatabaseMigration',
  });
  expect(
    await database.query(
      `select rolname, rolsuper, exists (select from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname in ('bakery', 'bakery_app') order by rolname`,
    ),
  ).toEqual([
    { rolname: 'bakery', rolsuper: false, owns: true },
    { rolname: 'bakery_app', rolsuper: false, owns: false },
  ]);
});

test('the database accepts the statement that the proxy runs on each connection', async () => {
  const { InitQuery } = template.Resources['DatabaseProxyTargets']?.Properties[
    'ConnectionPoolConfigurationInfo'
  ] as { InitQuery: string };
  await database.query(InitQuery);
  expect(await database.query('show statement_timeout')).toEqual([{ statement_timeout: '1500ms' }]);
  await database.query('reset all');
});

test('a new bakery is no demo, has a public URL and has no products', async () => {
  expect((await ask('GET /health')).status).toBe(200);
  expect((await ask('GET /health/ready')).status).toBe(200);
  expect((await ask('GET /products')).body).toEqual([]);
  expect((await ask('GET /bakery')).body).toMatchObject({
    is_demo: false,
    public_url: 'https://d111111abcdef8.cloudfront.net',
  });
  expect((await ask('GET /manifest')).status).toBe(200);
});

test('create-manager creates the first manager, who signs in', async () => {
  const { result } = await invoke<{ name: string; password: string }>(
    'CreateManagerLambdaFunction',
    { name: 'manager' },
  );
  manager = await signIn(result);
  const { body } = await ask('GET /staff/session', { headers: manager });
  expect(body).toMatchObject({ name: 'manager', role: 'manager' });
});

async function signIn(credentials: { name: string; password: string }) {
  const answer = await ask('POST /staff/session', { body: credentials });
  const [cookie = ''] = answer.cookies;
  expect(cookie).toMatch(/^__Host-bakery_session=\S+; .*Secure/);
  const { csrf_token: token } = sessionResponse.parse(answer.body);
  return { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': token };
}

test('the manager adds and changes products, pictures and stock', async () => {
  const add = async (body: object) =>
    catalogueProduct.parse(
      (await ask('POST /staff/products', { headers: manager, body: { ...newProduct, ...body } }))
        .body,
    );
  const made = await add({ name: 'Rye', kind: 'shelf', stock: 10 });
  bread = made.id;
  cake = (await add({ name: 'Cake', kind: 'made_to_order' })).id;
  const pathParameters = { id: String(bread) };
  const asManager = { headers: manager, pathParameters };

  const { id, picture, stock, kind, pools, option_groups, ...known } = made;
  const renamed = { ...known, name: 'Rye bread' };
  const changed = await ask('PUT /staff/products/{id}', { ...asManager, body: renamed });
  expect(changed.body).toMatchObject({
    id,
    picture,
    stock,
    kind,
    pools,
    option_groups,
    name: 'Rye bread',
    version: 2,
  });

  const drawn = await ask('PUT /staff/products/{id}/picture', {
    ...asManager,
    body: { type: 'image/png', data: onePixel, version: 2 },
  });
  const { picture: address, version } = catalogueProduct.parse(drawn.body);
  const hash = address?.split('/').at(-1) ?? '';
  const shown = await functionAnswer('GET /pictures/{hash}', { pathParameters: { hash } });
  expect(shown).toMatchObject({ statusCode: 200, isBase64Encoded: true, body: onePixel });
  const query = { version: String(version) };
  const removed = await ask('DELETE /staff/products/{id}/picture', { ...asManager, query });
  expect(removed.body).toMatchObject({ picture: null });

  const delivered = await ask('POST /staff/products/{id}/stock-movements', {
    ...asManager,
    body: { reason: 'delivery', units: 5 },
  });
  const { movement_id: movement } = recordStockMovementResponse.parse(delivered.body);
  expect(delivered.body).toEqual({ product_id: bread, stock: 15, movement_id: movement });
  const { body } = await ask('GET /staff/products/{id}/stock-movements', asManager);
  expect(body).toMatchObject({ stock: 15, movements: [{ units: 5 }, { units: 10 }] });
  const undone = await ask('POST /staff/products/{id}/stock-movements/{movement_id}/undo', {
    headers: manager,
    pathParameters: { id: String(bread), movement_id: String(movement) },
  });
  expect(undone.body).toMatchObject({ stock: 10 });
  await ask('POST /staff/products/{id}/stock-movements', {
    ...asManager,
    body: { reason: 'delivery', units: 5 },
  });
  expect((await ask('GET /staff/products', { headers: manager })).body).toHaveLength(2);
  const move = { product_ids: [bread], before: null };
  const moved = await ask('PUT /staff/products/order', { headers: manager, body: move });
  expect(moved.body).toEqual({ product_ids: [cake, bread] });

  // The paths of the previous release.
  const discarded = await ask('POST /staff/products/{id}/stock', {
    ...asManager,
    body: { reason: 'waste', units: 1 },
  });
  expect(discarded.body).toMatchObject({ product_id: bread, stock: 14 });
  const movements = await ask('GET /staff/products/{id}/stock', asManager);
  expect(movements.body).toMatchObject({ stock: 14 });
});

/** Returns the response without decoding its body, which may not be text. */
async function functionAnswer(route: string, call: Call) {
  asked.add(route);
  const event = throughCloudFront(route, call);
  return (await invoke<APIGatewayProxyStructuredResultV2>(functionBehind(route), event)).result;
}

test("a product's page has its tags, and an unknown product the shop's page", async () => {
  const pathParameters = { slug: `${bread}-rye-bread` };
  const { status, headers, body } = await ask('GET /product/{slug}', { pathParameters });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    ...pageHeaders,
    'strict-transport-security': 'max-age=31536000',
  });
  const address = `https://d111111abcdef8.cloudfront.net/product/${bread}-rye-bread`;
  expect(body).toContain(`<link rel="canonical" href="${address}" />`);
  expect(body).toContain('<script type="module" src="/shop.js">');
  const unknown = await ask('GET /product/{slug}', { pathParameters: { slug: '999999' } });
  expect(unknown.status).toBe(404);
  expect(unknown.body).toContain('<script type="module" src="/shop.js">');
});

test('an order is accepted, queued and completed', async () => {
  const headers = { 'x-correlation-id': 'from-the-browser' };
  const placed = await ask('POST /order', { headers, body: { product_id: bread, quantity: 2 } });
  expect(placed.status).toBe(201);
  const { order_id: id, token } = placeOrderResponse.parse(placed.body);
  expect(id).toBe(101);
  expect(placed.log).toContainEqual(
    expect.objectContaining({ message: 'order placed', correlation_id: 'from-the-browser' }),
  );
  expect(placed.log).toContainEqual(
    expect.objectContaining({
      OrdersPlaced: 1,
      _aws: expect.objectContaining({
        CloudWatchMetrics: [expect.objectContaining({ Namespace: 'bakery-prod' })],
      }),
    }),
  );
  const show = () => ask('GET /order/{id}', { pathParameters: { id: String(id) } });
  expect((await show()).body).toEqual({ order_id: 101, status: 'Pending' });

  const messages = await processQueue(async () => isNotPending((await show()).body));
  expect(messages).toEqual([{ order_id: 101, correlation_id: 'from-the-browser' }]);
  expect((await show()).body).toEqual({ order_id: 101, status: 'Completed' });
  const whole = await ask('GET /order/{id}', {
    headers: { 'x-order-token': token },
    pathParameters: { id: String(id) },
  });
  expect(whole.body).toMatchObject({ total: 5, lines: [{ name: 'Rye bread', quantity: 2 }] });
});

function isNotPending(body: unknown): boolean {
  return (body as { status: string }).status !== 'Pending';
}

test('a lost message is resent by the schedule, and by staff', async () => {
  const body = { product_id: bread, quantity: 1 };
  const { order_id: id } = placeOrderResponse.parse((await ask('POST /order', { body })).body);
  const before = await queuedMessages();
  await database.query(`update orders set relay_at = now() - interval '1 minute'`);
  await database.query(`update order_timeline set at = at - interval '1 hour'`);
  await onSchedule('RelayOrders');
  expect(await queuedMessages()).toHaveLength(before.length + 1);
  const trouble = await ask('GET /staff/trouble', { headers: manager });
  expect(trouble.body).toMatchObject({ orders: [{ order_id: id }] });
  const retried = await ask('POST /staff/orders/{id}/retry', {
    headers: manager,
    pathParameters: { id: String(id) },
  });
  expect(retried.body).toMatchObject({ order_id: id, sent: true });
  expect(await queuedMessages()).toHaveLength(before.length + 2);
});

test('a customer cancels an order, and staff complete and collect another order', async () => {
  const slots = await ask('GET /pickup-slots', { query: { date: inTenDays } });
  expect(slots.body).toMatchObject({ date: inTenDays });
  const atCounter = await ask('GET /staff/pickup-slots', {
    headers: manager,
    query: { date: inTenDays },
  });
  expect(atCounter.body).toEqual(slots.body);
  const customer = { name: 'Emma' };
  const body = { lines: [{ product_id: cake, quantity: 1 }], customer };
  const own = placeOrderResponse.parse((await ask('POST /order', { body })).body);
  const cancelled = await ask('POST /order/{id}/cancel', {
    headers: { 'x-order-token': own.token },
    pathParameters: { id: String(own.order_id) },
  });
  expect(cancelled.body).toMatchObject({ status: 'Cancelled' });

  const taken = await ask('POST /staff/orders', { headers: manager, body });
  const { order_id: id } = placeOrderResponse.parse(taken.body);
  const pathParameters = { id: String(id) };
  const show = () => ask('GET /staff/orders/{id}', { headers: manager, pathParameters });
  await processQueue(async () => isNotPending((await show()).body));
  const completed = await ask('POST /staff/orders/{id}/actions', {
    headers: manager,
    pathParameters,
    body: { action: 'complete' },
  });
  expect(completed.body).toMatchObject({ status: 'Completed' });
  // The path of the previous release.
  const collected = await ask('POST /staff/orders/{id}/moves', {
    headers: manager,
    pathParameters,
    body: { action: 'collect' },
  });
  expect(collected.body).toMatchObject({ collected_at: expect.any(String) as string });
  const again = await ask('POST /staff/orders/actions', {
    headers: manager,
    body: { action: 'collect', order_ids: [id] },
  });
  expect(again.body).toMatchObject({ results: [{ order_id: id, outcome: 'unchanged' }] });
  const orders = await ask('GET /staff/orders', { headers: manager, query: { q: 'Emma' } });
  expect(orders.body).toMatchObject({ orders: [{}, {}] });
  const query = { date: inTenDays };
  expect((await ask('GET /staff/bake-sheet', { headers: manager, query })).status).toBe(200);
  const days = await ask('GET /staff/days', { headers: manager });
  expect(days.body).toMatchObject({ needs_attention: 0 });
  expect((await ask('GET /staff/overview', { headers: manager })).status).toBe(200);
  expect((await ask('GET /staff/dashboard', { headers: manager })).status).toBe(200);
});

test('the manager plans a daily product, which is sold from the plan', async () => {
  const body = { ...newProduct, name: 'Croissant', kind: 'daily' };
  const { id } = catalogueProduct.parse(
    (await ask('POST /staff/products', { headers: manager, body })).body,
  );
  const pathParameters = { id: String(id) };
  const weekdays = Array.from({ length: 7 }, () => ({ units: 20, reserve: 2 }));
  const week = { headers: manager, pathParameters, body: { weekdays } };
  expect((await ask('PUT /staff/products/{id}/plan', week)).status).toBe(204);
  const date = { headers: manager, pathParameters: { ...pathParameters, date: inTenDays } };
  const plan = { ...date, body: { units: 5 } };
  expect((await ask('PUT /staff/products/{id}/plan/{date}', plan)).status).toBe(204);
  const entries = [{ product_id: Number(pathParameters.id), date: inTenDays, units: 5 }];
  expect((await ask('PUT /staff/plan', { headers: manager, body: { entries } })).status).toBe(204);
  const planned = async () => (await croissantOn(inTenDays))?.days;
  expect(await planned()).toMatchObject([{ planned: 5, left: 5 }]);
  expect((await ask('DELETE /staff/products/{id}/plan/{date}', date)).status).toBe(204);
  expect(await planned()).toMatchObject([{ planned: 20, left: 20, left_online: 18 }]);
});

async function croissantOn(date: string) {
  const query = { from: date, days: '1' };
  const { body } = await ask('GET /staff/plan', { headers: manager, query });
  return getPlanResponse.parse(body).products.find(({ name }) => name === 'Croissant');
}

test('the manager records what was sold of a daily product, and what is waste', async () => {
  const date = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const id = String((await croissantOn(date))?.product_id);
  const product = { headers: manager, pathParameters: { date, id } };
  const sold = { ...product, body: { sold: 15 } };
  expect((await ask('PATCH /staff/plan/{date}/products/{id}', sold)).status).toBe(204);
  const closing = { headers: manager, pathParameters: { date } };
  expect((await ask('POST /staff/plan/{date}/waste-rest', closing)).body).toEqual({
    products: [{ product_id: Number(id), units: 5 }],
  });
  expect((await croissantOn(date))?.days).toMatchObject([
    { planned: 20, sold: 15, wasted: 5, left: 0 },
  ]);
  expect((await ask('GET /staff/plan/{date}/products/{id}/movements', product)).body).toMatchObject(
    { movements: [{ what: 'wasted' }, { what: 'sold' }, { what: 'reserve' }, { what: 'planned' }] },
  );
});

test('the manager shares the oven among products', async () => {
  const asManager = { headers: manager };
  const body = { name: 'Oven', unit: 'trays', weekdays: [9, 9, 9, 9, 9, 9, 9] };
  const created = pool.parse((await ask('POST /staff/pools', { ...asManager, body })).body);
  const ofPool = { ...asManager, pathParameters: { id: String(created.id), date: inTenDays } };
  const renamed = { ...body, name: 'Big oven', version: created.version };
  expect((await ask('PUT /staff/pools/{id}', { ...ofPool, body: renamed })).status).toBe(200);
  const onDate = { ...ofPool, body: { units: 4 } };
  expect((await ask('PUT /staff/pools/{id}/capacity/{date}', onDate)).status).toBe(204);
  const products = listCatalogueResponse.parse((await ask('GET /staff/products', asManager)).body);
  const version = products.find(({ id }) => id === cake)?.version;
  const use = (pools: readonly object[], of = version) =>
    ask('PUT /staff/products/{id}/pools', {
      ...asManager,
      pathParameters: { id: String(cake) },
      body: { pools, version: of },
    });
  const used = catalogueProduct.parse((await use([{ pool_id: created.id, weight: 2 }])).body);
  expect((await ask('GET /staff/pools', asManager)).body).toMatchObject([
    { name: 'Big oven', dates: [{ units: 4 }], products: [{ product_id: cake, weight: 2 }] },
  ]);
  const query = { from: inTenDays, days: '1' };
  expect((await ask('GET /staff/plan', { ...asManager, query })).body).toMatchObject({
    pools: [{ name: 'Big oven', days: [{ capacity: 4, is_own: true }] }],
  });
  expect((await ask('DELETE /staff/pools/{id}', ofPool)).status).toBe(409);
  expect((await use([], used.version)).status).toBe(200);
  expect((await ask('DELETE /staff/pools/{id}/capacity/{date}', ofPool)).status).toBe(204);
  expect((await ask('DELETE /staff/pools/{id}', ofPool)).status).toBe(204);
});

test('the manager offers options, and a baker marks one as sold out', async () => {
  const asManager = { headers: manager };
  const body = {
    name: 'Size',
    kind: 'one',
    options: [{ name: 'Small' }, { name: 'Large', price: 2 }],
  };
  const answer = await ask('POST /staff/option-groups', { ...asManager, body });
  const { id, version, options } = staffOptionGroup.parse(answer.body);
  const ofGroup = { ...asManager, pathParameters: { id: String(id) } };
  const fields = options.map((option) => ({
    id: option.id,
    name: option.name,
    price: option.price,
  }));
  const renamed = { name: 'Tin', options: fields, version };
  expect((await ask('PUT /staff/option-groups/{id}', { ...ofGroup, body: renamed })).status).toBe(
    200,
  );
  const order = { ...asManager, body: { group_ids: [id] } };
  expect((await ask('PUT /staff/option-groups/order', order)).status).toBe(200);
  const products = listCatalogueResponse.parse((await ask('GET /staff/products', asManager)).body);
  const choose = (option_groups: readonly object[], of?: number) =>
    ask('PUT /staff/products/{id}/option-groups', {
      ...asManager,
      pathParameters: { id: String(cake) },
      body: { option_groups, version: of },
    });
  const before = products.find(({ id: product }) => product === cake);
  const offered = { group_id: id, min: 1, max: 1, free: 0, defaults: [options[0]?.id] };
  const chosen = catalogueProduct.parse((await choose([offered], before?.version)).body);
  expect((await ask('DELETE /staff/option-groups/{id}', ofGroup)).status).toBe(409);
  const large = { ...asManager, pathParameters: { id: String(options[1]?.id) } };
  const gone = { ...large, body: { sold_out: true } };
  expect((await ask('PUT /staff/options/{id}/sold-out', gone)).status).toBe(204);
  expect((await ask('GET /staff/option-groups', asManager)).body).toContainEqual(
    expect.objectContaining({ name: 'Tin', products: [cake] }),
  );
  expect((await choose(before?.option_groups ?? [], chosen.version)).status).toBe(200);
  expect((await ask('DELETE /staff/option-groups/{id}', ofGroup)).status).toBe(204);
});

test('the manager imports a catalogue, and exports it again', async () => {
  const asManager = { headers: manager };
  const file = 'Token,Item Name,Variation Name,Price\nT1,Stollen,Small,12\nT2,Stollen,Large,20\n';
  const data = Buffer.from(file).toString('base64');
  const preview = await ask('POST /staff/catalogue/import/preview', {
    ...asManager,
    body: { data },
  });
  const { confirmation } = previewImportResponse.parse(preview.body);
  const body = { data, confirmation };
  expect(await ask('POST /staff/catalogue/import', { ...asManager, body })).toMatchObject({
    status: 200,
    body: { products_new: 1, options_new: 2 },
  });
  const kind = { ...asManager, pathParameters: { kind: 'products' } };
  expect((await ask('GET /staff/export/{kind}', kind)).body).toContain('square:T1,,Stollen');
});

test('the manager changes the settings, and closes a day', async () => {
  const asManager = { headers: manager };
  const { body } = await ask('GET /staff/settings', asManager);
  const renamed = { ...(body as object), bakery_name: 'Corner Bakery' };
  const changed = await ask('PUT /staff/settings', { ...asManager, body: renamed });
  expect(changed.body).toMatchObject({ bakery_name: 'Corner Bakery' });
  const logo = { type: 'image/png', data: onePixel };
  const drawn = await ask('PUT /staff/logo', { ...asManager, body: logo });
  expect((await ask('GET /bakery')).body).toMatchObject(drawn.body as object);
  expect((await ask('DELETE /staff/logo', asManager)).status).toBe(204);
  const pathParameters = { date: inTenDays };
  const closed = { ...asManager, pathParameters };
  await ask('PUT /staff/special-days/{date}', { ...closed, body: { message: 'Stocktaking' } });
  expect((await ask('GET /staff/special-days', asManager)).body).toMatchObject([
    { date: inTenDays, message: 'Stocktaking' },
  ]);
  expect((await ask('DELETE /staff/special-days/{date}', closed)).status).toBe(204);
  const pause = { until: new Date(Date.now() + 60_000).toISOString(), message: 'The oven is cold' };
  const paused = await ask('PUT /staff/pause', { ...asManager, body: pause });
  expect((await ask('GET /bakery')).body).toMatchObject({ pause: paused.body });
  expect((await ask('DELETE /staff/pause', asManager)).status).toBe(204);
  // The previous release's pages use these paths.
  await ask('PUT /staff/closures/{date}', { ...closed, body: { message: 'Stocktaking' } });
  expect((await ask('GET /staff/closures', asManager)).body).toMatchObject([{ date: inTenDays }]);
  expect((await ask('DELETE /staff/closures/{date}', closed)).status).toBe(204);
});

test('the manager changes accounts', async () => {
  const asManager = { headers: manager };
  const common = { name: 'baker', role: 'baker', password: 'Password-2026' };
  expect(await ask('POST /staff/accounts', { ...asManager, body: common })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/password', message: 'Too common' }] },
  });
  const baker = { name: 'baker', password: 'a-long-password' };
  const made = await ask('POST /staff/accounts', {
    ...asManager,
    body: { ...baker, role: 'baker' },
  });
  const { id } = made.body as { id: number };
  const asBaker = { headers: await signIn(baker) };
  const passwords = { current_password: baker.password, new_password: 'another-password' };
  expect((await ask('PUT /staff/password', { ...asBaker, body: passwords })).status).toBe(204);
  expect((await ask('GET /staff/accounts', asManager)).body).toHaveLength(2);
  const pathParameters = { id: String(id) };
  const ended = { ...asManager, pathParameters };
  expect((await ask('DELETE /staff/accounts/{id}/sessions', ended)).body).toEqual({ closed: 1 });
  const changed = await ask('PATCH /staff/accounts/{id}', { ...ended, body: { active: false } });
  expect(changed.body).toMatchObject({ name: 'baker', active: false });
  expect((await ask('DELETE /staff/session', asManager)).status).toBe(204);
});

test('the scheduled housekeeping runs without an error', async () => {
  await expect(onSchedule('Housekeep')).resolves.toBeDefined();
});

test('the documentation is served, and an unknown route is answered with 404', async () => {
  expect((await ask('GET /docs')).status).toBe(200);
  const file = { pathParameters: { file: 'openapi.json' } };
  expect((await ask('GET /docs/{file}', file)).status).toBe(200);
  const nowhere = { ...throughCloudFront('GET /nowhere', {}), routeKey: '$default' };
  asked.add('$default');
  const { result } = await invoke<APIGatewayProxyStructuredResultV2>(
    functionBehind('$default'),
    nowhere,
  );
  expect(result.statusCode).toBe(404);
});

test.each([{}, { 'x-origin-verify': '' }, { 'x-origin-verify': 'guessed' }])(
  'refuses requests that bypass CloudFront (%j)',
  async (headers) => {
    for (const route of ['GET /products', 'POST /order', 'POST /staff/session', '$default']) {
      const event = { ...newHttpEvent(route, { headers }), routeKey: route };
      const { result } = await invoke<APIGatewayProxyStructuredResultV2>(
        functionBehind(route),
        event,
      );
      expect(result.statusCode).toBe(403);
      expect(result.body).toContain('direct-access-forbidden');
    }
  },
);

test('answers HEAD as GET, for every function with a GET route', async () => {
  const routes = byType('AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => String(Properties['RouteKey']))
    .filter((route) => route.startsWith('HEAD '));
  const statusOf = async (route: string) => {
    const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '1']);
    const pathParameters = Object.fromEntries(names) as Record<string, string>;
    return (await functionAnswer(route, { pathParameters })).statusCode;
  };
  for (const route of routes) {
    const gets = statusOf(route.replace('HEAD', 'GET'));
    expect([route, await statusOf(route)]).toEqual([route, await gets]);
  }
}, 240_000);

test('every function and every route of the template was called', () => {
  expect([...invoked].toSorted()).toEqual(
    byType('AWS::Lambda::Function')
      .map(([name]) => name)
      .toSorted(),
  );
  expect([...asked].toSorted()).toEqual(
    byType('AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => Properties['RouteKey'])
      .toSorted(),
  );
});
