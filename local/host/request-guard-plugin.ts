/**
 * A plugin of serverless-offline that puts right what its HTTP server does otherwise than API
 * Gateway. Left alone it opens every answer to every origin, and answers what it cannot read in
 * a form of its own.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { addressConfig, isRequestLogOn } from '../../shared/config.ts';
import { toHostCheck } from './known-hosts.ts';
import { describeAsProblem, guardRequests, unreadable } from './request-guard.ts';

/** What is used of hapi, which serverless-offline is built on. */
interface HapiServer {
  readonly listener: Server;
  ext(
    point: 'onRequest' | 'onPreHandler' | 'onPreResponse',
    method: (request: HapiRequest, h: Toolkit) => unknown,
  ): void;
}
interface HapiRequest {
  readonly headers: Record<string, string | undefined>;
  readonly payload?: unknown;
  readonly raw: { readonly req: IncomingMessage };
  readonly route: { readonly settings: { readonly response: { ranges: boolean } } };
  readonly response: { readonly isBoom?: false } | Failure;
}
/** A refusal that hapi produces before any function runs. */
interface Failure {
  readonly isBoom: true;
  readonly output: { readonly statusCode: number };
}
interface Toolkit {
  readonly continue: symbol;
  response(body: string): NewAnswer;
}
interface NewAnswer {
  code(status: number): NewAnswer;
  header(name: string, value: string): NewAnswer;
}

interface OfflineServer {
  start(): Promise<void>;
}
interface OfflineHttpServer {
  createServer: (this: OfflineHttpServer) => Promise<void>;
  getServer(): HapiServer;
  writeRoutesTerminal(): void;
}

export default class RequestGuardPlugin {
  /** `serverless offline`, and `serverless offline start`. */
  readonly hooks = {
    'before:offline:start': guardOfflineServers,
    'before:offline:start:init': guardOfflineServers,
  };
}

async function guardOfflineServers(): Promise<void> {
  await keepInvocationPortClosed();
  await guardApiPort();
}

/**
 * serverless-offline always opens a port through which any function can be invoked, by any page in a
 * browser too. Nothing here needs it: its schedules and its API invoke functions in the process.
 */
async function keepInvocationPortClosed(): Promise<void> {
  const prototype = await prototypeIn<OfflineServer>('./lambda/HttpServer.js');
  prototype.start = () => Promise.resolve();
}

/** It has no hook between the making of its server and its first request. */
async function guardApiPort(): Promise<void> {
  const prototype = await prototypeIn<OfflineHttpServer>('./events/http/HttpServer.js');
  const { createServer } = prototype;
  prototype.createServer = async function () {
    await createServer.call(this);
    guard(this.getServer());
  };
  // It lists every route twice: once under the port that is kept closed.
  prototype.writeRoutesTerminal = () => undefined;
}

/** Of the class that a file of serverless-offline exports. */
async function prototypeIn<T>(path: string): Promise<T> {
  const file = new URL(path, import.meta.resolve('serverless-offline'));
  const { default: theirs } = (await import(file.href)) as { default: { prototype: T } };
  return theirs.prototype;
}

function guard(server: HapiServer): void {
  server.ext('onRequest', ({ headers, raw }, h) => {
    // Only serverless-offline looks at it here; our functions see the header as it was sent.
    delete headers['origin'];
    nameType(raw.req);
    return h.continue;
  });
  server.ext('onPreHandler', ({ headers, payload }, h) => {
    // Only forms are passed on as bytes. Our functions see the type as it was sent.
    if (Buffer.isBuffer(payload) && !isUtf8(payload)) headers['content-type'] = binaryType;
    return h.continue;
  });
  server.ext('onPreResponse', ({ response, route }, h) => {
    // Answers are sent whole, as by API Gateway. GET would offer parts, and HEAD would not.
    route.settings.response.ranges = false;
    return response.isBoom ? toAnswer(response.output.statusCode, h) : h.continue;
  });
  const isKnownHost = toHostCheck(addressConfig());
  guardRequests(server.listener, { isKnownHost, describe: describeAsProblem });
  if (isRequestLogOn()) server.listener.on('request', logRequest);
}

/** One line per request, in the form of the functions' log. Health checks are too many to log. */
function logRequest({ method, url = '' }: IncomingMessage, answer: ServerResponse): void {
  const [path = ''] = url.split('?');
  if (path.startsWith('/health')) return;
  const startedAt = performance.now();
  answer.once('close', () => {
    const line = {
      level: 'INFO',
      message: 'request',
      timestamp: new Date().toISOString(),
      service: 'bakery',
      method,
      path,
      status: answer.statusCode,
      duration_ms: Math.round(performance.now() - startedAt),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  });
}

/** What serverless-offline does not decode as text. */
const binaryType = 'multipart/form-data';

/**
 * serverless-offline would call a body without a type JSON, which any page in a browser may send. It is
 * of unknown type (RFC 9110, 8.3).
 */
function nameType({ headers, rawHeaders }: IncomingMessage): void {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && !headers['content-type'])
    rawHeaders.push('content-type', 'application/octet-stream');
}

function toAnswer(status: number, h: Toolkit): NewAnswer {
  const { headers, body } = describeAsProblem(unreadable(status));
  const answer = h.response(body).code(status);
  return Object.entries(headers).reduce((so, [name, value]) => so.header(name, value), answer);
}
