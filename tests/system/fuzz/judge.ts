import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readAnswer } from '../../support/call.ts';

/**
 * Checking and hashing passwords costs a tenth of a second of a core, and more on a busy machine.
 */
export const hashesPassword = (route: string) =>
  /^(POST|PUT|PATCH) \/staff\/(session|password|accounts)/.test(route);

/**
 * Finds a fault that a response to any request must not have; undefined when there is none. Database
 * and queue are running, so a 5xx is a fault, except for a timeout of a route that is slow on purpose.
 */
export function findFault(
  route: string,
  result: APIGatewayProxyStructuredResultV2,
): string | undefined {
  const { statusCode: status = 200, headers = {}, cookies = [], body } = result;
  const isExcused = status === 503 && hashesPassword(route) && body?.includes('"timeout"');
  if (status >= 500 && !isExcused) return `answers ${status}: ${body}`;
  for (const value of [...Object.values(headers), ...cookies]) {
    if (!/^[\t\x20-\x7e]*$/.test(String(value))) return `sends the header ${JSON.stringify(value)}`;
  }
  if (headers['x-correlation-id'] === undefined) return 'tells no correlation id';
  const leak = status >= 400 ? leaks.find((pattern) => pattern.test(body ?? '')) : undefined;
  if (leak) return `tells what is inside (${leak.source}): ${body}`;
  try {
    readAnswer(route, result);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Stack traces, SQL and PostgreSQL's messages. No request contains a match, so a match is a leak. */
const leaks = [
  /\bat \S+ \(/,
  /node:internal|node_modules/,
  /\.m?[jt]s:\d+/,
  /\binsert into\b|\bselect\b.+\bfrom\b|\bon conflict\b/i,
  /syntax error at|violates \S+ constraint|out of range for type|invalid byte sequence/i,
];

/** The fault of one write to the log; undefined when there is none. */
export function findLogFault(written: string): string | undefined {
  const line = written.slice(0, -1);
  const isOneLine = written.endsWith('\n') && !/\p{Cc}/u.test(line);
  if (!isOneLine) return `logs other than one line: ${JSON.stringify(written)}`;
  // The name and the phone number of the customers in world.ts.
  if (/Emma|98765/.test(line)) return `logs whose an order is: ${line}`;
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? undefined : `logs ${line}`;
  } catch {
    return `logs no JSON: ${line}`;
  }
}
