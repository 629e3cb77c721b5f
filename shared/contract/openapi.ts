import * as z from 'zod/mini';
import { problem } from './problem.ts';
import { type Route, routes } from './routes.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all routes. */
export function toOpenapi(): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const [method = '', path = ''] = route.route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bakery Management System',
      version: '0.1.0',
      description: 'Browse products, place orders and follow them until they are ready.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://localhost:8000' }],
    paths,
    components: { schemas: { Problem: toJsonSchema(problem, 'output') } },
  };
}

function toOperation({ route, summary, body, responses, problems, ...request }: Route): Json {
  return {
    operationId: route
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/-$/, ''),
    summary,
    parameters: [
      ...toParameters('path', request.path ?? {}),
      ...toParameters('query', request.query?._zod.def.shape ?? {}),
      ...toParameters('header', request.headers ?? {}),
    ],
    ...(body && {
      requestBody: { required: true, content: toContent(toJsonSchema(body, 'input')) },
    }),
    responses: { ...toAnswers(responses), ...toProblems([...problems, 500, 503], responses) },
  };
}

function toParameters(place: string, schemas: Readonly<Record<string, z.core.$ZodType>>): Json[] {
  return Object.entries(schemas).map(([name, schema]) => ({
    name,
    in: place,
    required: schema._zod.optin !== 'optional',
    schema: toJsonSchema(schema, 'input'),
  }));
}

function toAnswers(responses: Route['responses']): Json {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      schema
        ? { description: describe(status), content: toContent(toJsonSchema(schema, 'output')) }
        : { description: describe(status) },
    ]),
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
  304: 'What the client has is still right',
  400: 'The request does not make sense; `errors` names each fault',
  403: 'Not for this caller',
  404: 'There is no such thing',
  409: 'It makes sense, but not now',
  413: 'More than 64 KB',
  415: 'Not sent as application/json',
  422: 'The idempotency key belongs to another request',
  500: 'A bug of ours',
  503: 'Something we depend on is down; `Retry-After` says when to ask again',
};

function describe(status: number | string): string {
  return descriptions[status] ?? String(status);
}
