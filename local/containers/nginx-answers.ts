/**
 * The parts of nginx's configuration that repeat headers and problem documents of the API. build.ts writes
 * them; nginx.conf includes them.
 */
import { toProblem } from '../../shared/http/problem-document.ts';
import { apiHeaders, pageHeaders } from '../../shared/http/security-headers.ts';
import {
  expectationFailed,
  methodNotServed,
  misdirected,
  type Refusal,
  unreadable,
} from '../host/request-guard.ts';

/** A refusal that nginx answers instead of the API. */
interface NginxRefusal extends Refusal {
  /** The statuses of nginx that lead to this refusal. */
  readonly on: string;
  /** A named location (@) keeps the request's path for the log; nginx sends an unreadable request only to a path. */
  readonly location: `@${string}` | `/${string}`;
}

const refusals: readonly NginxRefusal[] = [
  { on: '400 414', location: '/problem-400', ...unreadable(400) },
  {
    on: '405',
    location: '/problem-405',
    ...methodNotServed,
    headers: { allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE' },
  },
  {
    on: '413',
    location: '@too-large',
    status: 413,
    code: 'body-too-large',
    detail: 'The body is larger than 64 KB.',
  },
  { on: '417', location: '@unmet-expectation', ...expectationFailed },
  { on: '421', location: '@misdirected', ...misdirected },
  {
    on: '429',
    location: '@too-many',
    status: 429,
    code: 'too-many-requests',
    detail: 'Too many requests from one address. Try again in a moment.',
    headers: { 'retry-after': '1' },
  },
  { on: '494', location: '/problem-431', ...unreadable(431) },
  {
    on: '500 502 504',
    location: '@unavailable',
    status: 503,
    code: 'api-unavailable',
    detail: 'The API cannot be reached.',
    headers: { 'retry-after': '2' },
  },
  { on: '501', location: '/problem-501', ...unreadable(501) },
  { on: '505', location: '/problem-505', ...unreadable(505) },
];

/** The text of each file, by its name. */
export function renderNginxAnswers(): Readonly<Record<string, string>> {
  return {
    'nginx-answer-headers.conf': toHeaders({ ...apiHeaders, ...ifHttps }),
    'nginx-page-headers.conf': toHeaders({ ...pageHeaders, ...ifHttps }),
    'nginx-problems.conf': refusals.map(toErrorPage).join(''),
    'nginx-problem-locations.conf': refusals.map(toLocation).join('\n'),
  };
}

/** nginx.conf sets the variable, which is empty without HTTPS; nginx sends no empty header. */
const ifHttps = { 'strict-transport-security': '$strict_transport_security' };

function toHeaders(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  );
  return `${lines.join('\n')}\n`;
}

function toErrorPage({ on, status, location }: NginxRefusal): string {
  return `error_page ${on} =${status} ${location};\n`;
}

function toLocation({ location, headers = {}, ...refusal }: NginxRefusal): string {
  const document = JSON.stringify(toProblem(refusal, '$correlation_id'));
  return `location ${location.startsWith('/') ? '= ' : ''}${location} {
  internal;
  default_type application/problem+json;
  include /etc/nginx/nginx-answer-headers.conf;
  ${toHeaders({ ...headers, 'x-correlation-id': '$correlation_id' })
    .trim()
    .replaceAll('\n', '\n  ')}
  return ${refusal.status} '${document}';
}
`;
}
