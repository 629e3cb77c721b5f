import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { maxFaults, type Problem, type ProblemCode } from '../contract/problem.ts';
import { DomainError, type ErrorKind, type Fault } from '../domain/errors.ts';
import { MethodNotAllowed } from './method-not-allowed.ts';
import { toProblem } from './problem-document.ts';

/** The only place that maps refusals to status codes. */
const statusByKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'idempotency-conflict': 422,
  unacceptable: 422,
  throttled: 429,
  unavailable: 503,
};

/** Seconds until a retry when a dependency is down. */
const retryAfterSeconds = 2;

/** The maximum for every `Retry-After`. */
const maxRetryAfterSeconds = 300;

/**
 * RFC 9110 requires a challenge with each 401. No registered scheme describes a cookie, and browsers would open their
 * own dialog for a scheme that they know. https://datatracker.ietf.org/doc/html/draft-broyer-http-cookie-auth
 */
const challenge = 'Cookie realm="bakery staff"';

/** The problem document of an error (RFC 9457). It contains no details of an unexpected error. */
export function toProblemResponse(
  error: unknown,
  requestId: string,
): APIGatewayProxyStructuredResultV2 {
  const { status, code, detail, faults } = describe(error);
  const { affected, holding, prices } = error instanceof DomainError ? error : {};
  const retryAfter = retryAfterOf(error, status);
  const problem: Problem = {
    ...toProblem({ status, code, detail: detailWithCount(detail, faults.length) }, requestId),
    ...(faults.length > 0 && { errors: faults.slice(0, maxFaults).map(toShortFault) }),
    ...(affected && { affected }),
    ...(holding && { holding }),
    ...(prices && { prices }),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 && { 'www-authenticate': challenge }),
      ...(error instanceof MethodNotAllowed && { allow: error.allowed.join(', ') }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(problem),
  };
}

/** Limits paths, which contain names that the client chose (characters). */
const maxTextLength = 200;

function detailWithCount(detail: string, faults: number): string {
  const shown = shorten(detail);
  return faults > maxFaults
    ? `${shown} The first ${maxFaults} of ${faults} faults are named.`
    : shown;
}

function toShortFault(fault: Fault): Fault {
  return { ...fault, path: shorten(fault.path), message: shorten(fault.message) };
}

function shorten(text: string): string {
  return text.length <= maxTextLength
    ? text
    : `${text.slice(0, maxTextLength - 1).toWellFormed()}…`;
}

function retryAfterOf(error: unknown, status: number): number | undefined {
  if (error instanceof DomainError && error.retryAfterSeconds !== undefined) {
    return Math.min(error.retryAfterSeconds, maxRetryAfterSeconds);
  }
  return status === 503 ? retryAfterSeconds : undefined;
}

/** Whether the error is a deliberate refusal rather than a bug. */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof DomainError || error instanceof MethodNotAllowed || isBodyParserError(error)
  );
}

/** `middy` aborts shortly before Lambda's own timeout, so that the client gets a response. */
function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('[AbortError]');
}

interface Description {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly faults: readonly Fault[];
}

function describe(error: unknown): Description {
  if (error instanceof DomainError) {
    const { kind, code, message, faults } = error;
    return { status: statusByKind[kind], code, detail: message, faults };
  }
  if (error instanceof MethodNotAllowed) {
    return { status: 405, code: 'method-not-allowed', detail: error.message, faults: [] };
  }
  if (isBodyParserError(error)) return describeBodyParserError(error);
  if (isOutOfTime(error)) {
    return { status: 503, code: 'timeout', detail: 'The request took too long.', faults: [] };
  }
  return {
    status: 500,
    code: 'internal-error',
    detail: 'An unexpected error occurred.',
    faults: [],
  };
}

interface BodyParserError extends Error {
  readonly statusCode: 415 | 422;
}

/** An error of `@middy/http-json-body-parser`, which has a status code. */
function isBodyParserError(error: unknown): error is BodyParserError {
  return (
    error instanceof Error && 'statusCode' in error && [415, 422].includes(Number(error.statusCode))
  );
}

function describeBodyParserError({ statusCode }: BodyParserError): Description {
  if (statusCode === 415) {
    const detail = 'The body must be sent as application/json.';
    return { status: 415, code: 'unsupported-media-type', detail, faults: [] };
  }
  const faults = [{ path: '', message: 'Malformed JSON' }];
  return { status: 400, code: 'malformed-json', detail: 'The body is not valid JSON.', faults };
}
