/**
 * Problem documents (RFC 9457) of the functions, of the servers of a machine and of nginx. The API's image has this
 * file without the rest of its folder, so it may import types only.
 */
import type { Problem } from '../contract/problem.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
};

export function toProblem(
  { status, code, detail }: Pick<Problem, 'status' | 'code' | 'detail'>,
  requestId: string,
): Problem {
  const type = `urn:bakery:problem:${code}`;
  return { type, title: titles[status] ?? 'Error', status, detail, code, request_id: requestId };
}
