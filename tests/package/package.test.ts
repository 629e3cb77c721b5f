/** The artefacts of `npm run package`, looked at and run as Lambda would run them. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { unzipSync } from 'fflate';
import { pageHeaders } from '../../local/page-headers.ts';
import { routes } from '../../shared/contract/routes.ts';
import { newHttpEvent, newSqsEvent } from '../support/call.ts';
import { sql } from '../support/database.ts';
import { packageService, readTemplate, type Template } from '../support/packaged.ts';
import { queuedMessages } from '../support/queue.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let out: string;
let folder: string;
let resources: Template['Resources'];

beforeAll(async () => {
  out = await packageService();
  folder = await mkdtemp(join(tmpdir(), 'bakery-unpacked-'));
  resources = (await readTemplate(out)).Resources;
});

afterAll(() => rm(folder, { recursive: true }));

const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type);

test('every endpoint has its route, and there is one for everything else', () => {
  const served = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey']);
  const endpoints = routes.map(({ route }) => route);
  expect(served.toSorted()).toEqual(['$default', ...endpoints].toSorted());
});

test('the API is throttled', () => {
  const [stage] = ofType('AWS::ApiGatewayV2::Stage');
  expect(stage?.Properties['DefaultRouteSettings']).toEqual({
    ThrottlingRateLimit: 200,
    ThrottlingBurstLimit: 400,
  });
});

test('every function is deployed, and runs on Node 24', async () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions).toHaveLength((await readdir(join(root, 'functions'))).length);
  expect(new Set(functions.map(({ Properties }) => Properties['Runtime']))).toEqual(
    new Set(['nodejs24.x']),
  );
});

test('the processor is fed from the queue in batches and reports what failed', () => {
  expect(ofType('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties)).toEqual([
    expect.objectContaining({
      EventSourceArn: { 'Fn::GetAtt': ['OrderQueue', 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 100,
    }),
  ]);
});

test('a message that failed five times goes to the dead-letter queue', () => {
  expect(resources['OrderQueue']?.Properties['RedrivePolicy']).toEqual({
    deadLetterTargetArn: { 'Fn::GetAtt': ['OrderDeadLetterQueue', 'Arn'] },
    maxReceiveCount: 5,
  });
});

test('a message in work stays hidden for six times as long as the processor may take', () => {
  const timeout = resources['ProcessOrderLambdaFunction']?.Properties['Timeout'];
  expect(resources['OrderQueue']?.Properties['VisibilityTimeout']).toBe(6 * Number(timeout));
});

test('the relay runs every minute, housekeeping every hour', () => {
  const schedules = ofType('AWS::Events::Rule').map(({ Properties }) => {
    const [target] = Properties['Targets'] as { Arn: { 'Fn::GetAtt': [string, string] } }[];
    return [target?.Arn['Fn::GetAtt'][0], Properties['ScheduleExpression']];
  });
  expect(Object.fromEntries(schedules)).toEqual({
    RelayOrdersLambdaFunction: 'rate(1 minute)',
    HousekeepLambdaFunction: 'rate(1 hour)',
  });
});

test('the template holds no secret: the URL has no password, only a name of where it is', () => {
  const { Environment } = resources['PlaceOrderLambdaFunction']?.Properties ?? {};
  expect(Environment).toMatchObject({
    Variables: {
      DATABASE_URL: {
        'Fn::Sub': ['postgres://bakery@${Host}:5432/bakery?sslmode=verify-full', expect.anything()],
      },
      DATABASE_SECRET_ARN: { 'Fn::GetAtt': ['DatabaseCluster', 'MasterUserSecret.SecretArn'] },
      ORDER_QUEUE_URL: { Ref: 'OrderQueue' },
    },
  });
});

test('every function but the one that migrates waits for the migration', () => {
  const waiting = Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .filter(([, { DependsOn = [] }]) => [DependsOn].flat().includes('DatabaseMigration'));
  const functions = ofType('AWS::Lambda::Function');
  expect(waiting).toHaveLength(functions.length - 1);
  expect(waiting.map(([name]) => name)).not.toContain('MigrateLambdaFunction');
});

test('the migration runs when its code or SQL has changed, by the function just deployed', () => {
  expect(resources['DatabaseMigration']?.Properties).toMatchObject({
    ServiceToken: { 'Fn::GetAtt': ['MigrateLambdaFunction', 'Arn'] },
    Code: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test('the pages say what they say from nginx and from the embedded server', () => {
  const { ResponseHeadersPolicyConfig: config } = resources['PageHeaders']?.Properties as {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: Record<string, Record<string, string | number>>;
      CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
    };
  };
  const security = config.SecurityHeadersConfig;
  const said = {
    'content-security-policy': security['ContentSecurityPolicy']?.['ContentSecurityPolicy'],
    'x-content-type-options': security['ContentTypeOptions'] && 'nosniff',
    'x-frame-options': security['FrameOptions']?.['FrameOption'],
    'referrer-policy': security['ReferrerPolicy']?.['ReferrerPolicy'],
    ...Object.fromEntries(
      config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
    ),
  };
  expect(said).toEqual(pageHeaders);
  expect(security['StrictTransportSecurity']?.['AccessControlMaxAgeSec']).toBe(31_536_000);
});

/** What a function at CloudFront's edge makes of an address. */
function atTheEdge(name: string, uri: string): string {
  const code = resources[name]?.Properties['FunctionCode'] as string;
  const handler = runInNewContext(`${code}; handler`) as (event: object) => { uri: string };
  return handler({ request: { uri } }).uri;
}

test.each([
  ['/', '/index.html'],
  ['/order', '/order.html'],
  ['/counter', '/counter.html'],
  ['/bakery.css', '/bakery.css'],
  ['/parts/de-PJ7LKVLX.js', '/parts/de-PJ7LKVLX.js'],
])('CloudFront takes the page %s from %s', (address, file) => {
  expect(atTheEdge('PageAddress', address)).toBe(file);
});

test.each([
  ['/api/products', '/products'],
  ['/api/order/101', '/order/101'],
  ['/api/', '/'],
])('CloudFront asks the API for %s as %s', (address, path) => {
  expect(atTheEdge('ApiAddress', address)).toBe(path);
});

/** Unpacks a function into an empty folder and calls it in a process of its own. */
async function invokePackaged<Result>(name: string, event: unknown): Promise<Result> {
  const task = join(folder, name);
  const files = unzipSync(await readFile(join(out, `${name}.zip`)));
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith('/')) continue;
    await mkdir(dirname(join(task, path)), { recursive: true });
    await writeFile(join(task, path), content);
  }
  const handlerName =
    resources[`${name[0]?.toUpperCase() ?? ''}${name.slice(1)}LambdaFunction`]?.Properties[
      'Handler'
    ];
  const bundle = join(task, String(handlerName).replace(/\.handler$/, '.mjs'));
  const program = `
    const { handler } = await import(${JSON.stringify(bundle)});
    const result = await handler(${JSON.stringify(event)}, { awsRequestId: 'packaged' });
    process.stdout.write('RESULT' + JSON.stringify(result), () => process.exit());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: task,
    env: { ...process.env, NODE_PATH: '', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, result = 'null'] = (await text(child.stdout)).split('RESULT');
  return JSON.parse(result) as Result;
}

test('no package has a source map in it', async () => {
  const packages = (await readdir(out)).filter((name) => name.endsWith('.zip'));
  expect(packages).toHaveLength(ofType('AWS::Lambda::Function').length);
  for (const name of packages) {
    const files = Object.keys(unzipSync(await readFile(join(out, name))));
    expect(files.some((file) => file.endsWith('/handler.mjs'))).toBe(true);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  }
});

test('a packaged order goes from its zip through the queue to Completed', async () => {
  const placed = await invokePackaged<APIGatewayProxyStructuredResultV2>(
    'placeOrder',
    newHttpEvent('POST /order', { body: { product_id: 1, quantity: 2 } }),
  );
  expect(placed).toMatchObject({
    statusCode: 201,
    body: expect.stringContaining('"message":"Order placed successfully!","order_id":101'),
  });
  const messages = await queuedMessages();
  expect(messages).toEqual([{ order_id: 101, correlation_id: 'packaged' }]);
  expect(await invokePackaged('processOrder', newSqsEvent(messages))).toEqual({
    batchItemFailures: [],
  });
  expect(await sql('select status from orders')).toEqual([{ status: 'Completed' }]);
});

test('the packaged API document finds its page beside it', async () => {
  expect(await invokePackaged('showDocs', newHttpEvent('GET /docs'))).toMatchObject({
    statusCode: 200,
    body: expect.stringContaining('docs/start.js'),
  });
});

test('a packaged migration finds its SQL beside it', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public');
  expect(await invokePackaged('migrate', {})).toEqual({
    applied: [
      '0001_catalogue-and-orders',
      '0002_a-real-bakery',
      '0003_staff-at-work',
      '0004_open-orders',
      '0005_language',
      '0006_pictures',
    ],
  });
});
