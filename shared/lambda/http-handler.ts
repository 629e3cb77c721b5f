import { isUtf8 } from 'node:buffer';
import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { httpConfig } from '../config.ts';
import { withDeadline } from '../deadline.ts';
import { DomainError } from '../domain/errors.ts';
import { answerHeaders } from '../http/answer-headers.ts';
import { crossOriginHeaders } from '../http/cross-origin.ts';
import { type HttpRequest, toCorrelationId, toHttpRequest } from '../http/http-request.ts';
import { type HttpResponse, toLambdaResult } from '../http/http-response.ts';
import { requireOriginSecret } from '../http/origin-secret.ts';
import { isExpected, toProblemResponse } from '../http/problem.ts';
import { logger } from '../logger.ts';

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
type Request = middy.Request<Event, Result>;

export interface HttpOptions {
  /** The maximum size of a body; 64 KB when missing. API Gateway's own limit is 10 MB. */
  readonly maxBodyBytes?: number;
  /** The time limit of a request; `REQUEST_TIMEOUT_MS` when missing. */
  readonly timeoutMs?: number;
}

/**
 * A Lambda handler for API Gateway's HTTP API (payload format 2.0): parses the body, runs
 * `respond`, and answers an error with a problem document.
 */
export function httpHandler(
  respond: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>,
  { maxBodyBytes = 64 * 1024, timeoutMs }: HttpOptions = {},
) {
  return middy<Event, Result>()
    .use({ after: addHeaders, onError: answerWithProblem })
    .use({ before: ({ event }: Request) => requireOriginSecret(event.headers) })
    .use({ before: (request: Request) => parseBody(request, maxBodyBytes) })
    .handler(async (event, context) =>
      toLambdaResult(await inTime(respond(toHttpRequest(event, context)), timeoutMs)),
    );
}

/**
 * Each statement and each send has its own timeout, but their sum may be longer than a client waits. After the
 * deadline the work continues until its own timeouts, as if the response had been lost.
 */
function inTime<T>(answer: T | Promise<T>, timeoutMs: number | undefined): Promise<T> {
  return withDeadline(
    answer,
    timeoutMs ?? httpConfig().requestTimeoutMs,
    () => new DomainError('unavailable', 'timeout', 'The request took too long. Try again.'),
  );
}

const { before: parseJson } = jsonBodyParser();

/** Parses the body of a request whose method uses a body. */
function parseBody(request: Request, maxBytes: number) {
  const { body, routeKey, requestContext } = request.event;
  const hasMeaning = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(requestContext.http.method);
  if (!body || !hasMeaning || routeKey === '$default') return;
  checkSize(request.event, maxBytes);
  const isText = !request.event.isBase64Encoded || isUtf8(Buffer.from(body, 'base64'));
  parseJson?.(request);
  // JSON is UTF-8 (RFC 8259, 8.1). Decoding would replace invalid bytes.
  if (!isText) throw malformedJson();
}

/** The error that the body parser would throw. */
function malformedJson(): Error {
  return Object.assign(new Error('Malformed UTF-8'), { statusCode: 422 });
}

function checkSize({ body = '', isBase64Encoded }: Event, maxBytes: number) {
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > maxBytes) {
    const message = `The body is larger than ${maxBytes / 1024} KB.`;
    throw new DomainError('too-large', 'body-too-large', message);
  }
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

/** Refusals are not logged, because the client caused them. */
function logFailure({ error, event, context }: Request) {
  const where = { route: event.routeKey, correlation_id: toCorrelationId(event, context) };
  if (!isExpected(error)) {
    logger.error('unexpected error', { ...where, error: error ?? new Error('unknown') });
  } else if (error instanceof DomainError && error.kind === 'unavailable') {
    // No stack, because every request logs this line while a dependency is down.
    logger.warn(error.message, { ...where, reason: String(error.cause) });
  }
}
