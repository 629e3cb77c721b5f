import { isUtf8 } from 'node:buffer';
import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { httpConfig } from '../config.ts';
import { DomainError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { answerHeaders } from './answer-headers.ts';
import { crossOriginHeaders } from './cross-origin.ts';
import { isExpected, toProblemResponse } from './problem.ts';
import { requireOriginSecret } from './origin-secret.ts';

/** What a function sees of a request. */
export interface HttpRequest {
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON; undefined for a GET, and when there is none. */
  readonly body: unknown;
  readonly method: string;
  /** The other end of the connection: the client, or the proxy in front of us. */
  readonly sourceIp: string;
  /** Follows the request through the queue into the processor's log lines. */
  readonly correlationId: string;
}

export interface HttpResponse {
  readonly status: 200 | 201 | 204 | 304 | 503;
  /** Sent as JSON; a 204 and a 304 have none. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`; `headers` say what it is. */
  readonly text?: string;
  /** The same for what is no text. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each a whole `Set-Cookie`. */
  readonly cookies?: readonly string[];
}

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
type Request = middy.Request<Event, Result>;

export interface HttpOptions {
  /** Of a request; 64 KB unless given. API Gateway itself would let ten megabytes pass. */
  readonly maxBodyBytes?: number;
}

const correlationIdPattern = /^[\w-]{8,64}$/;

/**
 * A Lambda handler for API Gateway's HTTP API (payload format 2.0): parses the body, runs
 * `respond`, and turns whatever it throws into a problem document.
 */
export function httpHandler(
  respond: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>,
  { maxBodyBytes = 64 * 1024 }: HttpOptions = {},
) {
  return middy<Event, Result>()
    .use({ after: addHeaders, onError: answerWithProblem })
    .use({ before: ({ event }: Request) => requireOriginSecret(event.headers) })
    .use({ before: (request: Request) => parseBody(request, maxBodyBytes) })
    .handler(async (event, context) => toResult(await inTime(respond(toRequest(event, context)))));
}

/**
 * Each statement and each send has a limit of its own, but a story of many may come close to all of
 * them. What was begun is not stopped: it ends by those limits, and as if the answer had been lost.
 */
async function inTime<T>(answer: T | Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const expire = () =>
    reject(new DomainError('unavailable', 'timeout', 'This took too long. Try again.'));
  const timer = setTimeout(expire, httpConfig().requestTimeoutMs);
  try {
    return await Promise.race([answer, expired]);
  } finally {
    clearTimeout(timer);
  }
}

const { before: parseJson } = jsonBodyParser();

/** A body is expected where it has a meaning; elsewhere it is not even looked at. */
function parseBody(request: Request, maxBytes: number) {
  const { body, routeKey, requestContext } = request.event;
  const hasMeaning = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(requestContext.http.method);
  if (!body || !hasMeaning || routeKey === '$default') return;
  checkSize(request.event, maxBytes);
  const isText = !request.event.isBase64Encoded || isUtf8(Buffer.from(body, 'base64'));
  parseJson?.(request);
  // JSON is UTF-8 (RFC 8259, 8.1). Decoding would have replaced what is not.
  if (!isText) throw malformedJson();
}

/** As the parser of bodies throws it. */
function malformedJson(): Error {
  return Object.assign(new Error('Malformed UTF-8'), { statusCode: 422 });
}

function checkSize({ body = '', isBase64Encoded }: Event, maxBytes: number) {
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > maxBytes) {
    const message = `The body is larger than ${maxBytes / 1024} KB.`;
    throw new DomainError('too-large', 'body-too-large', message);
  }
}

function toRequest(event: Event, context: Context): HttpRequest {
  return {
    path: event.rawPath,
    pathParameters: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    cookies: toCookies(event),
    method: event.requestContext.http.method,
    sourceIp: event.requestContext.http.sourceIp,
    body: event.body === '' ? undefined : event.body,
    correlationId: toCorrelationId(event, context),
  };
}

/**
 * API Gateway takes the cookies out of the headers; serverless-offline leaves them there too. A
 * name that comes with several values has none: one of them was planted, and nobody knows which.
 */
function toCookies({ cookies = [], headers }: Event): HttpRequest['cookies'] {
  const pairs = [...cookies, ...(headers['cookie'] ?? '').split(';')].map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return { name, value: value.join('=') };
  });
  const byName = [...Map.groupBy(pairs, ({ name }) => name)];
  return Object.fromEntries(byName.map(([name, same]) => [name, onlyValueOf(same)]));
}

function onlyValueOf(pairs: readonly { readonly value: string }[]): string | undefined {
  const [value, ...others] = new Set(pairs.map((pair) => pair.value));
  return others.length === 0 ? value : undefined;
}

/** The client's own id if it sent a sensible one, else Lambda's. */
function toCorrelationId({ headers }: Event, { awsRequestId }: Context): string {
  const sent = headers['x-correlation-id'];
  return sent && correlationIdPattern.test(sent) ? sent : awsRequestId;
}

function toResult({ status, body, text, bytes, headers, cookies }: HttpResponse): Result {
  const written = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    statusCode: status,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(written !== undefined && { body: written }),
    ...(bytes && { body: bytes.toString('base64'), isBase64Encoded: true }),
    ...(cookies && { cookies: [...cookies] }),
  };
}

function answerWithProblem(request: Request) {
  logFailure(request);
  request.response = toProblemResponse(
    request.error,
    toCorrelationId(request.event, request.context),
  );
  addHeaders(request);
}

function addHeaders({ event, context, response }: Request) {
  if (!response) return;
  response.headers = {
    ...answerHeaders(),
    ...crossOriginHeaders({
      path: event.routeKey.split(' ')[1] ?? event.rawPath,
      origin: event.headers['origin'],
    }),
    'x-correlation-id': toCorrelationId(event, context),
    ...response.headers,
  };
}

/** A refusal is the client's business; what is down or broken is ours. */
function logFailure({ error, event, context }: Request) {
  const where = { route: event.routeKey, correlation_id: toCorrelationId(event, context) };
  if (!isExpected(error)) {
    logger.error('unexpected error', { ...where, error: error ?? new Error('unknown') });
  } else if (error instanceof DomainError && error.kind === 'unavailable') {
    // Without the stacks: while a dependency is down there is one of these for each request.
    logger.warn(error.message, { ...where, reason: String(error.cause) });
  }
}
