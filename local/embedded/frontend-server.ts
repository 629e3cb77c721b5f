import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import sirv from 'sirv';
import { DomainError } from '../../shared/domain/errors.ts';
import { answerHeaders } from '../../shared/http/answer-headers.ts';
import { toProblemResponse } from '../../shared/http/problem.ts';
import { type HostSettings, toHostCheck } from '../host/known-hosts.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';
import { describeAsProblem, guardRequests } from '../host/request-guard.ts';

export interface FrontendServerOptions {
  /** The built page. */
  readonly folder: string;
  /** The folder for a copy of the page, because a new build must not affect the running server. */
  readonly copyIn: string;
  readonly port: number;
  readonly apiPort: number;
  readonly hosts: HostSettings;
  /** How long to wait for requests in flight; the API answers sooner or not at all (milliseconds). */
  readonly stopTimeoutMs?: number;
  /**
   * The time limit for a response of the API, which answers within REQUEST_TIMEOUT_MS, except for files
   * (milliseconds).
   */
  readonly answerTimeoutMs?: number;
}

/**
 * Serves the pages, and the API below `/api/`, so that both have one origin as behind nginx. A function makes the page
 * of a product.
 */
export async function startFrontendServer({
  folder,
  copyIn,
  port,
  apiPort,
  hosts,
  stopTimeoutMs = 6_000,
  answerTimeoutMs = 5_000,
}: FrontendServerOptions) {
  const copy = await mkdtemp(join(copyIn, 'pages-'));
  await cp(folder, copy, { recursive: true });
  await compressTexts(copy);
  const refusedPage = await readFile(join(copy, 'refused.html'), 'utf8');
  const toPage = () => ({ headers: refusedPageHeaders, body: refusedPage });
  function refuse({ method }: IncomingMessage, outgoing: ServerResponse, status: number) {
    const length = Buffer.byteLength(refusedPage);
    outgoing.writeHead(status, { ...refusedPageHeaders, 'content-length': length });
    outgoing.end(method === 'HEAD' ? undefined : refusedPage);
  }
  // Browsers revalidate each time, because most file names stay the same when the content changes.
  const servePage = sirv(copy, {
    etag: true,
    gzip: true,
    maxAge: 0,
    onNoMatch: (incoming, outgoing) => refuse(incoming, outgoing, 404),
  });
  let isStopping = false;
  const server = createServer((incoming, outgoing) => {
    // A connection kept open for another request would delay the stop.
    outgoing.once('close', () => isStopping && server.closeIdleConnections());
    const { url = '/' } = incoming;
    if (isForApi(url)) {
      forward(incoming, outgoing, {
        path: url.slice('/api'.length),
        apiPort,
        answerTimeoutMs: takesFile(url)
          ? Math.max(answerTimeoutMs, fileTimeoutMs)
          : answerTimeoutMs,
        answerUnavailable: () => answerUnavailable(outgoing),
      });
    } else if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
      refuse(incoming, outgoing.setHeader('allow', 'GET, HEAD'), 405);
    } else {
      // Range requests are not supported, as in nginx.
      delete incoming.headers.range;
      if (isOfProduct(url)) {
        forward(incoming, outgoing, {
          path: url,
          apiPort,
          answerTimeoutMs,
          answerUnavailable: () => refuse(incoming, outgoing, 503),
        });
        return;
      }
      outgoing.setHeaders(new Map(Object.entries(pageHeaders)));
      servePage(incoming, outgoing);
    }
  });
  guardRequests(server, {
    isKnownHost: toHostCheck(hosts),
    describe: (refusal, url) => (isForApi(url) ? describeAsProblem(refusal) : toPage()),
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    /** Accepts no more requests, and answers the requests in flight until the timeout. */
    async stop() {
      isStopping = true;
      const closed = once(server, 'close');
      server.close();
      const killTimeout = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
      await closed;
      clearTimeout(killTimeout);
      await rm(copy, { recursive: true, force: true });
    },
  };
}

const refusedPageHeaders = {
  ...pageHeaders,
  'cache-control': 'no-store',
  'content-type': 'text/html; charset=utf-8',
};

const compress = promisify(gzip);

/** Puts a compressed copy beside each text of more than 1 KB: nginx and CloudFront compress them too. */
async function compressTexts(folder: string) {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names
      .filter((name) => /\.(?:html|js|css|svg)$/.test(name))
      .map(async (name) => {
        const text = await readFile(join(folder, name));
        if (text.length > 1_024) await writeFile(join(folder, `${name}.gz`), await compress(text));
      }),
  );
}

/** The page of a product has one more segment, which its function reads. */
function isOfProduct(url: string): boolean {
  return /^\/product\/[^/?]+(?:\?|$)/.test(url);
}

function isForApi(url: string | undefined): boolean {
  return url?.startsWith('/api/') ?? false;
}

/** Routes that take a file have their own time limit (milliseconds). */
const fileTimeoutMs = 25_000;
function takesFile(url: string): boolean {
  return url.startsWith('/api/staff/catalogue/import');
}

/** A separate agent, because Node's default one may use the proxy of the user's shell. */
const agent = new Agent({ keepAlive: true, timeout: 5_000 });

interface Target {
  /** The path of the API. */
  readonly path: string;
  readonly apiPort: number;
  readonly answerTimeoutMs: number;
  /** Answers a request that the API does not answer. */
  readonly answerUnavailable: () => void;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { path, apiPort, answerTimeoutMs, answerUnavailable }: Target,
) {
  const { method, headers } = incoming;
  const target = { agent, host: '127.0.0.1', port: apiPort };
  const proxied = request({ ...target, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    // A broken response must end here too; with `pipe` the client would wait for the rest.
    pipeline(answer, outgoing, () => undefined);
  });
  // The timeout starts when the whole request has arrived, however slowly the client has sent it.
  proxied.on('finish', () => proxied.setTimeout(answerTimeoutMs, () => proxied.destroy()));
  proxied.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else answerUnavailable();
  });
  // Only for a client that left early: after a complete response the connection may be reused.
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) proxied.destroy();
  });
  incoming.pipe(proxied);
}

/** Same response as from nginx in containers. */
function answerUnavailable(outgoing: ServerResponse) {
  const error = new DomainError('unavailable', 'api-unavailable', 'The API cannot be reached.');
  const { statusCode = 503, headers, body } = toProblemResponse(error, randomUUID());
  outgoing.writeHead(statusCode, { ...answerHeaders(), ...(headers as Record<string, string>) });
  outgoing.end(body);
}
