/**
 * A plugin of serverless-offline that puts right what its HTTP server does otherwise than API
 * Gateway. Left alone it opens every answer to every origin, and answers what it cannot read in
 * a form of its own.
 */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '../shared/contract/problem.ts';

/** What is used of hapi, which serverless-offline is built on. */
interface HapiServer {
  readonly listener: Server;
  ext(
    point: 'onRequest' | 'onPreResponse',
    method: (request: HapiRequest, h: Toolkit) => unknown,
  ): void;
}
interface HapiRequest {
  readonly headers: Record<string, string | undefined>;
  readonly response: { readonly isBoom?: false } | Failure;
}
/** What hapi says by itself. */
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
}

/** As shared/http/answer-headers.ts; a test compares them. This file stands alone in its image. */
const answerHeaders = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

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
}

/** Of the class that a file of serverless-offline exports. */
async function prototypeIn<T>(path: string): Promise<T> {
  const file = new URL(path, import.meta.resolve('serverless-offline'));
  const { default: theirs } = (await import(file.href)) as { default: { prototype: T } };
  return theirs.prototype;
}

function guard(server: HapiServer): void {
  // Only serverless-offline looks at it here; our functions see the header as it was sent.
  server.ext('onRequest', ({ headers }, h) => {
    delete headers['origin'];
    return h.continue;
  });
  server.ext('onPreResponse', ({ response }, h) => {
    return response.isBoom ? toAnswer(response.output.statusCode, h) : h.continue;
  });
  refuseUnreadable(server.listener);
}

function toAnswer(status: number, h: Toolkit): NewAnswer {
  const { headers, body } = problemOf(status);
  const answer = h.response(body).code(status);
  return Object.entries(headers).reduce((so, [name, value]) => so.header(name, value), answer);
}

/** What Node could not even read as HTTP: there is no request, only a connection. */
function refuseUnreadable(listener: Server): void {
  const inWork = new WeakSet<Socket>();
  listener.prependListener('request', ({ socket }: IncomingMessage, response) => {
    inWork.add(socket);
    response.once('close', () => inWork.delete(socket));
  });
  const theirs = listener.listeners('clientError') as ((error: Error, socket: Socket) => void)[];
  listener.removeAllListeners('clientError');
  listener.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (inWork.has(socket)) theirs.forEach((answer) => answer(error, socket));
    else if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(toText(statusOf(error)));
  });
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function toText(status: number): string {
  const { headers, body } = problemOf(status);
  const all = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}

/** A problem document (RFC 9457) about a request that no function answered. */
function problemOf(status: number) {
  const code = codes[status] ?? (status < 500 ? 'malformed-request' : 'internal-error');
  const id = randomUUID();
  const body = JSON.stringify({
    type: `urn:bakery:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: status < 500 ? 'This cannot be read as a request.' : 'Something went wrong here.',
    code,
    request_id: id,
  });
  return { headers: { ...answerHeaders, 'x-correlation-id': id }, body };
}

const codes: Readonly<Record<number, ProblemCode>> = {
  408: 'request-too-slow',
  413: 'body-too-large',
  431: 'headers-too-large',
};
