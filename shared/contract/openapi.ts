import * as z from 'zod/mini';
import { problem } from './problem.ts';
import { type Route, routeKey } from './route.ts';
import { routes } from './routes.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all routes. */
export function toOpenapi(): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const { method, path } = route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bakery Management System',
      version: '0.1.0',
      description:
        'Browse products, place orders and follow them until they are ready; bake them and hand them over.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // From where `GET /docs/openapi.json` serves it, so that it is right behind any door.
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
    description: forWhom[access],
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
    responses: {
      ...toAnswers(responses, alsoAs),
      ...toProblems([...problems, ...(isForStaff ? [401, 403] : []), 500, 503], responses),
    },
  };
}

const forWhom: Readonly<Record<Route['access'], string>> = {
  public: 'Public.',
  'order-token': 'Needs the token of the order.',
  baker: 'For bakers and managers.',
  manager: 'For managers.',
};

/** A change needs both. */
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

/** A value of a path parameter with which the route can be tried. */
export function toExample({ path }: Route, name: string): string | undefined {
  if (name === 'id') return /^\/(staff\/orders|order)\//.test(path) ? '101' : '1';
  return pathExamples[name];
}

const pathExamples: Readonly<Record<string, string>> = {
  date: '2026-12-24',
  file: 'openapi.json',
  // SHA-256 of nothing.
  hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

function toAnswers(responses: Route['responses'], alsoAs: readonly string[]): Json {
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
        ...(status === '200' && others),
      };
      const description = describe(status);
      return [status, Object.keys(content).length > 0 ? { description, content } : { description }];
    }),
  );
}

function toProblems(statuses: readonly number[], responses: Route['responses']): Json {
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  return Object.fromEntries(
    statuses
      .filter((status) => !(status in responses))
      .map((status) => [status, { description: describe(status), content }]),
  );
}

function toContent(schema: Json): Json {
  return { 'application/json': { schema } };
}

function toJsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const json: Json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The format says as much, in ten characters instead of three hundred.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  delete json['$schema'];
  return json;
}

const descriptions: Readonly<Record<string, string>> = {
  200: 'As asked for',
  201: 'Accepted',
  204: 'Done',
  304: 'What the client has is still right',
  400: 'The request does not make sense; `errors` names each fault',
  401: 'Nobody has signed in, or not with this name and password',
  403: 'Not for this caller',
  404: 'There is no such thing',
  409: 'It makes sense, but not now',
  413: 'More than is read: 64 KB, with a picture 280 KB',
  415: 'Not sent as application/json',
  422: 'The idempotency key belongs to another request',
  429: 'Too often; `Retry-After` says when to ask again',
  500: 'An unexpected error in the server',
  503: 'Something we depend on is down; `Retry-After` says when to ask again',
};

function describe(status: number | string): string {
  return descriptions[status] ?? String(status);
}
