/**
 * Refuses requests for other hosts, unknown expectations, and input that is not HTTP. The API's server and the
 * shop's server use it. The API's image has this file and its imports without the rest of the project.
 */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '../../shared/contract/problem.ts';
import { toProblem } from '../../shared/http/problem-document.ts';
import { apiHeaders } from '../../shared/http/security-headers.ts';
import { hostNameOf } from './known-hosts.ts';

export interface Refusal {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RefusalAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface GuardOptions {
  /** Whether this server serves the host. */
  readonly isKnownHost: (name: string) => boolean;
  /** @param url of the request; undefined when the request is malformed */
  readonly describe: (refusal: Refusal, url: string | undefined) => RefusalAnswer;
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Checks each request before the server's current listeners get it. */
export function guardRequests(server: Server, { isKnownHost, describe }: GuardOptions): void {
  // Without this, Node answers a request without a host in its own format.
  Object.assign(server, { requireHostHeader: false });
  const connections: Connections = { inWork: new WeakMap(), refused: new WeakSet() };
  for (const event of ['request', 'checkContinue'] as const) {
    const listeners = server.listeners(event) as Listener[];
    if (listeners.length === 0) continue;
    server.removeAllListeners(event);
    server.on(event, (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const refusal = findRefusal(incoming, isKnownHost);
      if (refusal) {
        answer(incoming, outgoing, refusal);
        return;
      }
      const { socket } = incoming;
      connections.inWork.set(socket, outgoing);
      outgoing.once('close', () => connections.inWork.delete(socket));
      incoming.url = withoutHost(incoming.url);
      listeners.forEach((listen) => listen(incoming, outgoing));
    });
  }
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    answer(incoming, outgoing, findRefusal(incoming, isKnownHost) ?? expectationFailed),
  );
  server.on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.end(toText(methodNotServed, describe(methodNotServed, url)));
  });
  answerUnreadable(server, connections, describe);

  function answer(
    { url, method, socket }: IncomingMessage,
    outgoing: ServerResponse,
    refusal: Refusal,
  ) {
    connections.refused.add(socket);
    const { headers, body } = describe(refusal, withoutHost(url));
    outgoing.writeHead(refusal.status, {
      ...headers,
      ...refusal.headers,
      'content-length': Buffer.byteLength(body),
      // Ends the connection, so that the rest of the request is not read.
      connection: 'close',
    });
    outgoing.end(method === 'HEAD' ? undefined : body);
  }
}

/** A client that takes the server for a proxy sends an absolute URL as target. */
function withoutHost(url = '/'): string {
  if (url.startsWith('/') || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

export const expectationFailed: Refusal = {
  status: 417,
  code: 'expectation-failed',
  detail: 'This expectation is not supported.',
};

export const misdirected: Refusal = {
  status: 421,
  code: 'misdirected-request',
  detail: 'This server does not serve this host.',
};

export const methodNotServed: Refusal = {
  status: 405,
  code: 'method-not-allowed',
  detail: 'This method is not supported.',
  headers: { allow: 'GET, HEAD' },
};

function findRefusal(
  incoming: IncomingMessage,
  isKnownHost: (name: string) => boolean,
): Refusal | undefined {
  const host = hostNameOf(incoming);
  if (host === undefined) {
    logRefusal('malformed host');
    return unreadable(400);
  }
  if (!isKnownHost(host)) {
    logRefusal('unknown host', { host });
    return misdirected;
  }
  const coding = incoming.headers['transfer-encoding'] ?? 'chunked';
  return coding.toLowerCase() === 'chunked' ? undefined : unreadable(501);
}

/** Logs in the format of the functions' log. */
function logRefusal(message: string, facts: Readonly<Record<string, string>> = {}): void {
  const timestamp = new Date().toISOString();
  const line = { level: 'WARN', message, timestamp, service: 'bakery', ...facts };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

interface Connections {
  /** The response that a listener is working on. */
  readonly inWork: WeakMap<Duplex, ServerResponse>;
  /** Connections with a refused request; later input is ignored. */
  readonly refused: WeakSet<Duplex>;
}

/** Answers input that Node cannot parse as HTTP: there is no request, only a connection. */
function answerUnreadable(
  server: Server,
  { inWork, refused }: Connections,
  describe: GuardOptions['describe'],
): void {
  const theirs = server.listeners('clientError') as ((error: Error, socket: Socket) => void)[];
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const outgoing = inWork.get(socket);
    const isAnswering = outgoing?.headersSent ?? false;
    if (refused.has(socket)) socket.destroySoon();
    else if (outgoing && theirs.length > 0) theirs.forEach((listen) => listen(error, socket));
    else if (isAnswering || error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else {
      const refusal = unreadable(statusByError[error.code ?? ''] ?? 400);
      socket.end(toText(refusal, describe(refusal, outgoing?.req.url)));
    }
  });
}

const statusByError: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  HPE_INVALID_TRANSFER_ENCODING: 501,
  HPE_INVALID_VERSION: 505,
};

const codes: Readonly<Record<number, ProblemCode>> = {
  408: 'request-timeout',
  413: 'body-too-large',
  431: 'headers-too-large',
  501: 'not-implemented',
  505: 'version-not-supported',
};

/** The refusal of a request that did not reach a function. */
export function unreadable(status: number): Refusal {
  const isClients = status < 500 || status in codes;
  return {
    status,
    code: codes[status] ?? (isClients ? 'malformed-request' : 'internal-error'),
    detail: isClients ? 'The request is malformed.' : 'An unexpected error occurred.',
  };
}

function toText(refusal: Refusal, { headers, body }: RefusalAnswer): string {
  const { status } = refusal;
  const length = Buffer.byteLength(body);
  const all = { ...headers, ...refusal.headers, connection: 'close', 'content-length': length };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}

/** A problem document (RFC 9457). */
export function describeAsProblem(refusal: Refusal): RefusalAnswer {
  const id = randomUUID();
  return {
    headers: {
      ...apiHeaders,
      'content-type': 'application/problem+json',
      'x-correlation-id': id,
    },
    body: JSON.stringify(toProblem(refusal, id)),
  };
}
