import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { devNull } from 'node:os';
import { startFauxqs } from 'fauxqs';
import { isLoopback, toHostName } from '../host/known-hosts.ts';

export interface SqsServerOptions {
  readonly port: number;
  /** The folder that keeps messages until the next start; default: memory only. */
  readonly dataFolder?: string;
}

export interface SqsServer {
  /** The value of `AWS_ENDPOINT_URL_SQS`. */
  readonly endpoint: string;
  /** Creates a missing queue and its dead-letter queue. @returns the queue's URL */
  ensureQueue(name: string, attributes?: Partial<QueueAttributes>): string;
  /** Bodies of all messages in a queue, in any state. */
  peek(name: string): string[];
  stop(): Promise<void>;
}

interface QueueAttributes {
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

export const region = 'eu-central-1';

const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };

/**
 * Every option that a client would otherwise read from the environment or from files in the home
 * folder.
 */
export function toSqsClientConfig(endpoint: string) {
  return {
    endpoint,
    region,
    credentials,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
  } as const;
}

/** The same options as environment variables, for the functions. */
export function toSqsEnvironment(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // Prevents reading the user's own files.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/**
 * Starts an SQS server in this process, on 127.0.0.1 only, that answers SQS clients and nothing
 * else.
 */
export async function startSqsServer({ port, dataFolder }: SqsServerOptions): Promise<SqsServer> {
  const queues = new Map<string, Partial<QueueAttributes>>();
  const server = await startRestricted(
    () =>
      startFauxqs({
        port,
        logger: false,
        defaultRegion: region,
        ...(dataFolder !== undefined && { dataDir: dataFolder }),
      }),
    () => queues.forEach((attributes, name) => makeQueue(name, attributes)),
  );
  const endpoint = `http://127.0.0.1:${server.port}`;

  function makeQueue(
    name: string,
    { visibilityTimeoutSeconds = 10, maxReceiveCount = 5 }: Partial<QueueAttributes>,
  ) {
    const dead = `${name}-dead`;
    if (!server.inspectQueue(dead)) server.createQueue(dead);
    if (server.inspectQueue(name)) return;
    server.createQueue(name, {
      attributes: {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: server.inspectQueue(dead)?.arn,
          maxReceiveCount,
        }),
      },
    });
  }

  return {
    endpoint,
    ensureQueue(name, attributes = {}) {
      queues.set(name, attributes);
      makeQueue(name, attributes);
      return `${endpoint}/000000000000/${name}`;
    },
    peek(name) {
      const { ready = [], delayed = [], inflight = [] } = server.inspectQueue(name)?.messages ?? {};
      return [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(
        ({ body }) => body,
      );
    },
    stop: () => server.stop(),
  };
}

/** The parts of fauxqs's server that are used here. */
interface FastifyServer {
  listen(options: object): Promise<string>;
  addHook(name: 'onRequest' | 'onSend', hook: Hook): void;
}
type Hook = (request: SqsRequest, reply: Reply, ...rest: unknown[]) => Promise<unknown>;
interface SqsRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}
interface Reply {
  code(status: number): Reply;
  send(body: object): Reply;
}

/**
 * Restricts the server that `start` creates. Without these hooks, fauxqs listens on every interface, answers
 * browsers, and has no settings against either. It is a Fastify application, and Fastify publishes
 * each new application on a diagnostics channel:
 * https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
 * @param afterDeletion runs when a queue is deleted, before the client gets the response
 */
async function startRestricted<T>(start: () => Promise<T>, afterDeletion: () => void): Promise<T> {
  const guard = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyServer };
    const listen = fastify.listen.bind(fastify);
    fastify.listen = (options) => listen({ ...options, host: '127.0.0.1' });
    fastify.addHook('onRequest', (request, reply) => {
      const refusal = refuse(request);
      if (refusal)
        reply.code(refusal.status).send({ __type: refusal.type, message: refusal.message });
      return Promise.resolve(refusal && reply);
    });
    fastify.addHook('onSend', ({ headers }, _reply, body) => {
      if (headers['x-amz-target'] === 'AmazonSQS.DeleteQueue') afterDeletion();
      return Promise.resolve(body);
    });
  };
  subscribe('fastify.initialization', guard);
  try {
    return await start();
  } finally {
    unsubscribe('fastify.initialization', guard);
  }
}

const sqsContentType = 'application/x-amz-json-1.0';

/**
 * The reason to refuse a request that no SQS client sends; undefined for other requests. A web page
 * can send forms and text to any local port. Such a request does harm even if the page cannot read
 * the response.
 */
function refuse({ method, url, headers }: SqsRequest) {
  // Only browsers send Sec-Fetch-Site. Node's fetch sends other Sec-Fetch headers.
  const isFromBrowser = 'origin' in headers || 'sec-fetch-site' in headers;
  const host = toHostName(headers['host'] ?? '');
  if (isFromBrowser || host === undefined || !isLoopback(host)) {
    return { status: 403, type: 'AccessDenied', message: 'Only the bakery may use this port.' };
  }
  // fauxqs shows a queue here to tools and tests.
  if (method === 'GET' && url.startsWith('/_fauxqs/')) return undefined;
  if (method !== 'POST') {
    return { status: 405, type: 'MethodNotAllowed', message: 'Only POST is supported.' };
  }
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === sqsContentType
    ? undefined
    : { status: 415, type: 'UnsupportedMediaType', message: `Send ${sqsContentType}.` };
}
