/**
 * A plugin that makes serverless-offline's HTTP server behave like API Gateway. Without the plugin, the
 * server allows every origin to read every response, and answers malformed requests in its own format.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { addressConfig, isRequestLogOn } from '../../shared/config.ts';
import { toHostCheck } from './known-hosts.ts';
import { describeAsProblem, guardRequests, unreadable } from './request-guard.ts';

/** The parts of hapi, serverless-offline's HTTP server, that are used here. */
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
  /** One hook for `serverless offline start`, one for `serverless offline`. */
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
 * serverless-offline always opens a port for direct invocations, which any page in a browser could use.
 * Its API and its schedules do not need that port.
 */
async function keepInvocationPortClosed(): Promise<void> {
  const prototype = await prototypeIn<OfflineServer>('./lambda/HttpServer.js');
  prototype.start = () => Promise.resolve();
}

/** serverless-offline has no hook between creating its server and the first request. */
async function guardApiPort(): Promise<void> {
  const prototype = await prototypeIn<OfflineHttpServer>('./events/http/HttpServer.js');
  const { createServer } = prototype;
  prototype.createServer = async function () {
    await createServer.call(this);
    guard(this.getServer());
  };
  // The list of routes would name the closed port, too.
  prototype.writeRoutesTerminal = () => undefined;
}

/** The prototype of the class that a file of serverless-offline exports. */
async function prototypeIn<T>(path: string): Promise<T> {
  const file = new URL(path, import.meta.resolve('serverless-offline'));
  const { default: theirs } = (await import(file.href)) as { default: { prototype: T } };
  return theirs.prototype;
}

function guard(server: HapiServer): void {
  server.ext('onRequest', ({ headers, raw }, h) => {
    // Keeps serverless-offline from adding its CORS headers. The functions still get the original header.
    delete headers['origin'];
    declareType(raw.req);
    return h.continue;
  });
  server.ext('onPreHandler', ({ headers, payload }, h) => {
    // serverless-offline passes only forms on as bytes. The functions still get the original type.
    if (Buffer.isBuffer(payload) && !isUtf8(payload)) headers['content-type'] = binaryType;
    return h.continue;
  });
  server.ext('onPreResponse', ({ response, route }, h) => {
    // API Gateway does not support range requests.
    route.settings.response.ranges = false;
    return response.isBoom ? toAnswer(response.output.statusCode, h) : h.continue;
  });
  const isKnownHost = toHostCheck(addressConfig());
  guardRequests(server.listener, { isKnownHost, describe: describeAsProblem });
  if (isRequestLogOn()) server.listener.on('request', logRequest);
}

/** Logs one line per request in the format of the functions' log, except for the frequent health checks. */
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

/** A type whose bodies serverless-offline does not decode as text. */
const binaryType = 'multipart/form-data';

/**
 * Declares a body without a content type as bytes of an unknown type (RFC 9110, 8.3). serverless-offline
 * would treat such a body as JSON, and any page in a browser may send one.
 */
function declareType({ headers, rawHeaders }: IncomingMessage): void {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && !headers['content-type'])
    rawHeaders.push('content-type', 'application/octet-stream');
}

function toAnswer(status: number, h: Toolkit): NewAnswer {
  const { headers, body } = describeAsProblem(unreadable(status));
  const answer = h.response(body).code(status);
  return Object.entries(headers).reduce((all, [name, value]) => all.header(name, value), answer);
}
