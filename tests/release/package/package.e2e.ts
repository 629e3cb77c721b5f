/** Checks the artefacts of `npm run package`; functions.e2e.ts runs them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { unzipSync } from 'fflate';
import { pageHeaders, strictTransportSecurity } from '../../../shared/http/security-headers.ts';
import { type Route, routeKey } from '../../../shared/contract/route.ts';
import { formerRoutes, routes } from '../../../shared/contract/routes.ts';
import { packageService, readTemplate, type Template } from '../../support/packaged.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let out: string;
let resources: Template['Resources'];

beforeAll(async () => {
  out = await packageService();
  resources = (await readTemplate(out)).Resources;
});

const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type);

test('every endpoint has a route, every GET route has a HEAD route, and one route gets all other requests', () => {
  const served = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey']);
  const endpoints = [...routes, ...formerRoutes].map((route) => routeKey<Route>(route));
  const heads = endpoints.flatMap((route) =>
    /^GET (.*)/.test(route) ? route.replace('GET', 'HEAD') : [],
  );
  expect(served.toSorted()).toEqual(['$default', ...endpoints, ...heads].toSorted());
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

test('the processor gets batches from the queue and reports failed messages', () => {
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

test("a message that is processed stays hidden for six times the processor's timeout", () => {
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

test('the template contains no password: the database URL has none, and a secret is named by its ARN', () => {
  const { Environment } = resources['PlaceOrderLambdaFunction']?.Properties ?? {};
  expect(Environment).toMatchObject({
    Variables: {
      DATABASE_URL: {
        'Fn::Sub': [
          'postgres://bakery_app@${Host}:5432/bakery?sslmode=verify-full',
          expect.anything(),
        ],
      },
      DATABASE_SECRET_ARN: { Ref: 'FunctionsDatabaseSecret' },
      ORDER_QUEUE_URL: { Ref: 'OrderQueue' },
    },
  });
});

test('every function except migrate depends on the migration', () => {
  const waiting = Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .filter(([, { DependsOn = [] }]) => [DependsOn].flat().includes('DatabaseMigration'));
  const functions = ofType('AWS::Lambda::Function');
  expect(waiting).toHaveLength(functions.length - 1);
  expect(waiting.map(([name]) => name)).not.toContain('MigrateLambdaFunction');
});

test('the migration runs when its code or SQL has changed, with the newly deployed function', () => {
  expect(resources['DatabaseMigration']?.Properties).toMatchObject({
    ServiceToken: { 'Fn::GetAtt': ['MigrateLambdaFunction', 'Arn'] },
    Code: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test('CloudFront sends the headers of nginx and of the embedded server with a page', () => {
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
  expect(`max-age=${security['StrictTransportSecurity']?.['AccessControlMaxAgeSec']}`).toBe(
    strictTransportSecurity,
  );
});

/** The address after a function at CloudFront's edge has rewritten `uri`. */
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
])('CloudFront loads the page %s from %s', (address, file) => {
  expect(atTheEdge('PageAddress', address)).toBe(file);
});

test.each([
  ['/api/products', '/products'],
  ['/api/order/101', '/order/101'],
  ['/api/', '/'],
])('CloudFront requests %s from the API as %s', (address, path) => {
  expect(atTheEdge('ApiAddress', address)).toBe(path);
});

test('no package contains a source map', async () => {
  const packages = (await readdir(out)).filter((name) => name.endsWith('.zip'));
  expect(packages).toHaveLength(ofType('AWS::Lambda::Function').length);
  for (const name of packages) {
    const files = Object.keys(unzipSync(await readFile(join(out, name))));
    expect(files.some((file) => file.endsWith('/handler.mjs'))).toBe(true);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  }
});
