import * as z from 'zod/mini';
import { problem } from './problem.ts';
import { type Route, routeKey } from './route.ts';
import { formerRoutes, routes } from './routes.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all routes. */
export function toOpenapi(): Json {
  const paths: Record<string, Json> = {};
  const operations = [
    ...routes.map((route) => ({ route, operation: toOperation(route) })),
    ...formerRoutes.map((route) => ({
      route,
      operation: { ...toOperation(route), deprecated: true },
    })),
  ];
  for (const { route, operation } of operations) {
    const { method, path } = route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bakery Management System',
      version: '0.1.0',
      description:
        'Customers browse products, place orders and follow them. Staff see what to bake, and manage orders, products and settings.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Relative to `GET /docs/openapi.json`, so that it is correct behind any proxy.
    servers: [{ url: '..' }],
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'bakery_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
    },
  };
}

function toOperation(route: Route): Json {
  const { method, summary, access, body, responses, alsoAs = [], problems } = route;
  const isForStaff = access === 'baker' || access === 'manager';
  return {
    operationId: routeKey(route)
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/-$/, ''),
    summary,
    description: accessDescriptions[access],
    ...(isForStaff && { security: [toSecurity(method)] }),
    parameters: [
      ...toParameters('path', route.params ?? {}).map((parameter) => ({
        ...parameter,
        example: toExample(route, String(parameter['name'])),
      })),
      ...toParameters('query', route.query?._zod.def.shape ?? {}),
      ...toParameters('header', route.headers ?? {}),
    ],
    ...(body && {
      requestBody: { required: true, content: toContent(toJsonSchema(body, 'input')) },
    }),
    responses: withProblems(toAnswers(responses, alsoAs), [
      ...problems,
      ...(isForStaff ? [401, 403] : []),
      500,
      503,
    ]),
  };
}

const accessDescriptions: Readonly<Record<Route['access'], string>> = {
  public: 'Public.',
  'order-token': 'Needs the token of the order.',
  baker: 'For bakers and managers.',
  manager: 'For managers.',
};

/** A GET needs the session cookie only; other methods need the CSRF token too. */
function toSecurity(method: Route['method']): Json {
  return { session: [], ...(method !== 'GET' && { csrf: [] }) };
}

function toParameters(place: string, schemas: Readonly<Record<string, z.core.$ZodType>>): Json[] {
  return Object.entries(schemas).map(([name, schema]) => ({
    name,
    in: place,
    required: schema._zod.optin !== 'optional',
    schema: toJsonSchema(schema, 'input'),
  }));
}

/** An example of a path parameter, usable on the demo data. */
export function toExample({ path }: Route, name: string): string | undefined {
  if (name === 'id') return /^\/(staff\/orders|order)\//.test(path) ? '101' : '1';
  return pathExamples[name];
}

const pathExamples: Readonly<Record<string, string>> = {
  date: '2026-12-24',
  file: 'openapi.json',
  slug: '1-chocolate-cake',
  name: 'imprint',
  kind: 'orders',
  movement_id: '1',
  // SHA-256 of no bytes.
  hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

const withoutBody: readonly string[] = ['204', '304'];

interface AnswerJson {
  readonly description: string;
  readonly content?: Json;
}

type Answers = Readonly<Record<string, AnswerJson>>;

function toAnswers(responses: Route['responses'], alsoAs: readonly string[]): Answers {
  const others = Object.fromEntries(
    alsoAs.map((type) => [
      type,
      { schema: { type: type.endsWith('+json') ? 'object' : 'string' } },
    ]),
  );
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => {
      const content = {
        ...(schema && toContent(toJsonSchema(schema, 'output'))),
        ...(!withoutBody.includes(status) && others),
      };
      const description = describe(status);
      return [status, Object.keys(content).length > 0 ? { description, content } : { description }];
    }),
  );
}

/** A status may have the route's own answer and a problem document: the request may run out of time. */
function withProblems(answers: Answers, statuses: readonly number[]): Answers {
  const problem = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  const result: Record<string, AnswerJson> = { ...answers };
  for (const status of statuses) {
    const content = { ...result[status]?.content, ...problem };
    result[status] = { description: describe(status), content };
  }
  return result;
}

function toContent(schema: Json): Json {
  return { 'application/json': { schema } };
}

function toJsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const json: Json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // `format` says the same as the pattern of 300 characters.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  delete json['$schema'];
  return json;
}

const descriptions: Readonly<Record<string, string>> = {
  200: 'The requested data',
  201: 'Created',
  204: 'Done, without content',
  304: 'Not modified: the copy of the client is current',
  400: 'The request is not valid; `errors` names each fault',
  401: 'No valid session, or wrong name or password',
  403: 'The caller does not have this permission',
  404: 'Not found',
  409: 'The request conflicts with the current data or rules',
  413: 'The body is too large: at most 64 KB, 280 KB with a picture or the settings, or 5,600 KB with a file',
  415: 'The content type is not application/json',
  422: 'The idempotency key belongs to another request',
  429: 'Too many requests; `Retry-After` says when to retry',
  500: 'Unexpected error in the server',
  503: 'A dependency is down; `Retry-After` says when to retry',
};

function describe(status: number | string): string {
  return descriptions[status] ?? String(status);
}
