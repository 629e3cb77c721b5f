import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { devNull } from 'node:os';
import { startFauxqs } from 'fauxqs';

export interface SqsServerOptions {
  readonly port: number;
  /** Where messages are kept between starts; without it they live in memory. */
  readonly dataFolder?: string;
}

export interface SqsServer {
  /** What `AWS_ENDPOINT_URL_SQS` is to be. */
  readonly endpoint: string;
  /** Makes the queue, with a dead-letter queue behind it, unless it is there. @returns its URL */
  ensureQueue(name: string, attributes?: Partial<QueueAttributes>): string;
  /** Bodies of all messages in a queue, in whatever state. */
  peek(name: string): string[];
  stop(): Promise<void>;
}

interface QueueAttributes {
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

export const region = 'eu-central-1';

const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };

/** All that a client could otherwise take from the environment or from files in the home folder. */
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

/** The same, for the functions, which take it from their environment. */
export function toSqsEnvironment(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // No file of the user's is read.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Starts an SQS server in this process, on 127.0.0.1 only. */
export async function startSqsServer({ port, dataFolder }: SqsServerOptions): Promise<SqsServer> {
  const server = await onLoopbackOnly(() =>
    startFauxqs({
      port,
      logger: false,
      defaultRegion: region,
      ...(dataFolder !== undefined && { dataDir: dataFolder }),
    }),
  );
  const endpoint = `http://127.0.0.1:${server.port}`;
  return {
    endpoint,
    ensureQueue(name, { visibilityTimeoutSeconds = 10, maxReceiveCount = 5 } = {}) {
      const dead = `${name}-dead`;
      if (!server.inspectQueue(dead)) server.createQueue(dead);
      if (!server.inspectQueue(name)) {
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

/**
 * fauxqs listens on every interface and has no setting for it. It is a Fastify application, and
 * Fastify announces every application it makes, so ours is told to listen on loopback.
 * https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
 */
async function onLoopbackOnly<T>(start: () => Promise<T>): Promise<T> {
  const bindToLoopback = (message: unknown) => {
    const { fastify } = message as { fastify: { listen(options: object): Promise<string> } };
    const listen = fastify.listen.bind(fastify);
    fastify.listen = (options) => listen({ ...options, host: '127.0.0.1' });
  };
  subscribe('fastify.initialization', bindToLoopback);
  try {
    return await start();
  } finally {
    unsubscribe('fastify.initialization', bindToLoopback);
  }
}
