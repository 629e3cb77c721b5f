/**
 * Every setting, and the only file that reads the environment. An empty setting counts as not set.
 * A setting is read when its accessor is called, so a function needs only the settings that it uses.
 */

export interface Setting {
  /** A switch is "on" or "off". The parts of a list are separated by commas. */
  readonly kind: 'text' | 'switch' | 'integer' | 'port' | 'list';
  readonly default?: string;
  /** The bounds of an integer. */
  readonly min?: number;
  readonly max?: number;
  /** The setting's name in the previous release, which is still read, with a warning. */
  readonly earlier?: string;
}

/** The settings that code reads; `settingNotes` says what each of them is for. */
export const settings = {
  FRONTEND_PORT: { kind: 'port', default: '3000' },
  API_PORT: { kind: 'port', default: '8000' },
  PUBLIC_URL: { kind: 'text' },
  ALLOWED_HOSTS: { kind: 'list' },
  POSTGRES_PORT: { kind: 'port', default: '54320' },
  SQS_PORT: { kind: 'port', default: '9324' },
  HEALTH_PORT: { kind: 'port', default: '8080' },
  DATA_FOLDER: { kind: 'text', default: '.data' },
  DEMO: { kind: 'switch', default: 'on' },
  CREATE_MANAGER: { kind: 'switch', default: 'off' },
  STAFF_SESSION_HOURS: { kind: 'integer', default: '12', min: 1, max: 720 },
  SECURE_COOKIES: { kind: 'switch', default: 'off' },
  TRUSTED_PROXIES: { kind: 'integer', default: '0', max: 10 },
  ORIGIN_SECRET_ARN: { kind: 'text', earlier: 'DOOR_SECRET_ARN' },
  CORS_ORIGINS: { kind: 'list' },
  REQUEST_LOG: { kind: 'switch', default: 'off' },
  REQUEST_TIMEOUT_MS: { kind: 'integer', default: '4000', min: 100, max: 25_000 },
  MAX_OPEN_ORDERS_PER_CONTACT: { kind: 'integer', default: '20' },
  MAX_OPEN_ORDERS_PER_ADDRESS: { kind: 'integer', default: '200' },
  PHONE_COUNTRY: { kind: 'text' },
  DATABASE_URL: { kind: 'text' },
  DATABASE_SECRET_ARN: { kind: 'text' },
  DATABASE_APP_PASSWORD: { kind: 'text' },
  DATABASE_APP_SECRET_ARN: { kind: 'text' },
  DATABASE_PROXY: { kind: 'switch', default: 'off' },
  DATABASE_POOL_MAX: { kind: 'integer', default: '16', min: 1 },
  DATABASE_CONNECT_TIMEOUT_MS: { kind: 'integer', default: '1000' },
  DATABASE_QUERY_TIMEOUT_MS: { kind: 'integer', default: '1500' },
  ALLOW_VOLATILE_DATABASE: { kind: 'switch', default: 'off' },
  ORDER_QUEUE_URL: { kind: 'text' },
  RABBITMQ_URL: { kind: 'text' },
  RABBITMQ_QUEUE: { kind: 'text', default: 'orders' },
  QUEUE_SEND_TIMEOUT_MS: { kind: 'integer', default: '1000' },
  QUEUE_RETRY_DELAYS_MS: { kind: 'list', default: '1000,5000,30000,120000' },
  QUEUE_BATCH_SIZE: { kind: 'integer', default: '250', min: 1, max: 500 },
  METRICS_NAMESPACE: { kind: 'text' },
  AWS_REGION: { kind: 'text' },
  AWS_ACCESS_KEY_ID: { kind: 'text' },
  AWS_SECRET_ACCESS_KEY: { kind: 'text' },
  AWS_SESSION_TOKEN: { kind: 'text' },
  AWS_ENDPOINT_URL_SECRETS_MANAGER: { kind: 'text' },
} as const satisfies Readonly<Record<string, Setting>>;

type Settings = typeof settings;
type SettingName = keyof Settings;

/** The names of the settings whose row has these fields. */
type NameOf<Row> = {
  [Name in SettingName]: Settings[Name] extends Row ? Name : never;
}[SettingName];

/** What `.env.example` says about a setting. */
export interface SettingNote {
  readonly description: string;
  /**
   * Where the setting may be changed, if not everywhere; a "given" setting comes from Compose, `npm
   * start` or serverless.yml.
   */
  readonly place?: 'containers' | 'embedded' | 'given';
  /** The default in containers, where it differs or where no code reads the setting. */
  readonly inContainers?: string;
}

/**
 * What each setting is for, in the sections of `.env.example`; also the settings that only Compose, nginx,
 * serverless.yml or a library reads. No accessor uses the notes, so the bundles leave them out.
 */
export const settingNotes: Readonly<Record<string, Readonly<Record<string, SettingNote>>>> = {
  Addresses: {
    FRONTEND_PORT: { description: 'The port of the shop.' },
    API_PORT: { description: 'The port of the API.' },
    PUBLIC_URL: {
      description:
        "The shop's address as customers type it, without a path (https://shop.example). Links and printed codes contain it. A request for another host is refused with 421, except for localhost, 127.0.0.1, [::1], names that end with .localhost, and ALLOWED_HOSTS. The default is http://localhost and FRONTEND_PORT.",
    },
    ALLOWED_HOSTS: {
      description:
        'Other host names or addresses of this machine, separated by commas (bakery.lan,192.168.1.20).',
    },
    RABBITMQ_MANAGEMENT_PORT: {
      description: "The port of RabbitMQ's management page.",
      place: 'containers',
      inContainers: '15672',
    },
    BIND_ADDRESS: {
      description:
        'The address that all three ports listen on. With 0.0.0.0 other machines reach them, so change the passwords below first.',
      place: 'containers',
      inContainers: '127.0.0.1',
    },
    POSTGRES_PORT: { description: 'The port of the embedded PostgreSQL.', place: 'embedded' },
    SQS_PORT: { description: 'The port of the embedded SQS.', place: 'embedded' },
  },
  Data: {
    POSTGRES_USER: {
      description:
        'The role that owns the tables. This name and the two settings below become parts of a URL, so use letters and digits. A database that has its data already keeps the old values (docker compose down --volumes deletes the data).',
      place: 'containers',
      inContainers: 'bakery',
    },
    POSTGRES_PASSWORD: {
      description: 'The password of POSTGRES_USER.',
      place: 'containers',
      inContainers: 'bakery',
    },
    POSTGRES_DB: {
      description: 'The name of the database.',
      place: 'containers',
      inContainers: 'bakery',
    },
    POSTGRES_APP_PASSWORD: {
      description:
        'The password of bakery_app, the role of the api and the worker. Each start sets it again, so it can be changed.',
      place: 'containers',
      inContainers: 'bakery-app',
    },
    RABBITMQ_USER: {
      description:
        "RabbitMQ's user. Use letters and digits; a broker that has its data already keeps the old user and password.",
      place: 'containers',
      inContainers: 'bakery',
    },
    RABBITMQ_PASSWORD: {
      description: 'The password of RABBITMQ_USER.',
      place: 'containers',
      inContainers: 'bakery123',
    },
    DATA_FOLDER: {
      description: 'The folder of the data of PostgreSQL and SQS.',
      place: 'embedded',
    },
    DEMO: {
      description:
        '"on" fills an empty catalogue with demo products and creates two accounts, manager and baker, with the password croissants-for-everybody. With "off" these accounts cannot sign in.',
    },
  },
  Staff: {
    STAFF_SESSION_HOURS: { description: 'How long staff stay signed in (hours).' },
    SECURE_COOKIES: { description: '"on" where all browsers come by HTTPS.' },
    TRUSTED_PROXIES: {
      description:
        'How many proxies in front of the API add to X-Forwarded-For: 1 in containers (nginx), 0 in the embedded run. Limits count an IPv4 address, or the /64 of an IPv6 address. A request without a readable address in that header counts for the address of its connection, which is the proxy.',
      inContainers: '1',
    },
    TRUSTED_PROXY_ADDRESSES: {
      description:
        'The proxies in front of nginx (10.0.0.0/8, separated by commas). nginx takes the address of the client from their header, and limits requests by that address. Without this setting all clients behind a proxy count as one.',
      place: 'containers',
    },
  },
  Requests: {
    CORS_ORIGINS: {
      description:
        'Origins whose pages may use the API as customers do (https://shop.example, separated by commas).',
    },
    REQUEST_TIMEOUT_MS: { description: 'Milliseconds after which a request is answered with 503.' },
  },
  Orders: {
    MAX_OPEN_ORDERS_PER_CONTACT: {
      description:
        'How many orders may be open under one e-mail address or phone number; 0 is any number. An order is open until it is collected, rejected or cancelled.',
    },
    MAX_OPEN_ORDERS_PER_ADDRESS: {
      description:
        'How many orders may be open from one network address; 0 is any number. Set it (200, for example) when the bakery is open to the internet: as long as all requests come from this machine, the limit would count all customers together.',
      inContainers: '0',
    },
    PHONE_COUNTRY: {
      description:
        "The country (ISO 3166: DE) of phone numbers without a country code. The default is the region of the bakery's locale. Searches and limits compare phone numbers by it.",
    },
  },
  Database: {
    DATABASE_POOL_MAX: {
      description:
        'The maximum of connections of each api, of each worker, of the functions of the embedded run and of its processor. PostgreSQL in containers has 200 in all.',
    },
    DATABASE_CONNECT_TIMEOUT_MS: {
      description: 'Milliseconds that a request waits for a connection.',
    },
    DATABASE_QUERY_TIMEOUT_MS: {
      description: 'Milliseconds that a request waits for a statement.',
    },
    ALLOW_VOLATILE_DATABASE: {
      description:
        '"on" accepts a PostgreSQL with fsync, synchronous_commit or full_page_writes off, which may lose accepted orders in a crash. Only tests need it.',
    },
  },
  Queue: {
    QUEUE_SEND_TIMEOUT_MS: {
      description:
        'Milliseconds that a request waits for the broker. After that the relay sends the message.',
    },
    QUEUE_RETRY_DELAYS_MS: {
      description:
        'Milliseconds before each retry of a failed message. After the last retry the message is dead-lettered.',
    },
    RABBITMQ_QUEUE: { description: 'The name of the work queue.', place: 'containers' },
    RABBITMQ_ERLANG_COOKIE: {
      description:
        'The shared secret of the nodes of docker-compose.cluster.yml: letters and digits that are hard to guess.',
      place: 'containers',
      inContainers: 'bakery-cookie',
    },
    QUEUE_BATCH_SIZE: {
      description: 'The maximum of messages that the worker processes together.',
      place: 'containers',
    },
  },
  Logs: {
    POWERTOOLS_LOG_LEVEL: {
      description: 'DEBUG, INFO, WARN, ERROR, CRITICAL or SILENT.',
      inContainers: 'INFO',
    },
  },
  'Set by docker-compose.yml, by npm start and by serverless.yml, and not from here': {
    DATABASE_URL: { description: 'postgres://user:password@host:port/database', place: 'given' },
    DATABASE_SECRET_ARN: {
      description: 'The secret of AWS Secrets Manager with the password that DATABASE_URL lacks.',
      place: 'given',
    },
    DATABASE_APP_PASSWORD: {
      description:
        'The password that the migrations give bakery_app; empty where the migrations and the functions share a role.',
      place: 'given',
    },
    DATABASE_APP_SECRET_ARN: {
      description: 'The secret of AWS Secrets Manager with that password.',
      place: 'given',
    },
    DATABASE_PROXY: {
      description:
        '"on" behind RDS Proxy, which refuses connections that set limits on the server.',
      place: 'given',
    },
    RABBITMQ_URL: { description: 'amqp://user:password@host:port', place: 'given' },
    ORDER_QUEUE_URL: {
      description:
        'The SQS queue; the AWS SDK reads AWS_ENDPOINT_URL_SQS and the AWS settings below.',
      place: 'given',
    },
    ORIGIN_SECRET_ARN: {
      description:
        'The secret that CloudFront sends to the API; not set where clients cannot bypass a proxy.',
      place: 'given',
    },
    CREATE_MANAGER: {
      description:
        '"on" where create-manager may be invoked: in the cloud, where only deployers can invoke functions.',
      place: 'given',
    },
    METRICS_NAMESPACE: {
      description: 'The namespace of the metrics in CloudWatch; none are written without it.',
      place: 'given',
    },
    API_HOST: { description: 'The address that serverless-offline listens on.', place: 'given' },
    REQUEST_LOG: {
      description:
        '"on" where the host of the API logs one line per request: in the embedded run. In containers nginx logs requests.',
      place: 'given',
    },
    HEALTH_PORT: {
      description: "The port of the worker's health check in its container.",
      place: 'given',
    },
    AWS_REGION: { description: 'The region; set by Lambda.', place: 'given' },
    AWS_ACCESS_KEY_ID: { description: 'Credentials; set by Lambda.', place: 'given' },
    AWS_SECRET_ACCESS_KEY: { description: 'Credentials; set by Lambda.', place: 'given' },
    AWS_SESSION_TOKEN: { description: 'Credentials; set by Lambda.', place: 'given' },
    AWS_ENDPOINT_URL_SECRETS_MANAGER: {
      description: 'Another address of Secrets Manager; for tests.',
      place: 'given',
    },
  },
};

/** Where PostgreSQL is, and how long to wait for it (milliseconds). */
export function databaseConfig() {
  return {
    url: required('DATABASE_URL'),
    /** The secret with the password that the URL lacks. */
    secretArn: find('DATABASE_SECRET_ARN'),
    /** Connections of a process; one Lambda instance serves one request at a time. */
    poolMax: integer('DATABASE_POOL_MAX'),
    connectTimeoutMs: integer('DATABASE_CONNECT_TIMEOUT_MS'),
    queryTimeoutMs: integer('DATABASE_QUERY_TIMEOUT_MS'),
  };
}

/** The password that the migrations give the functions' role; empty where all use one role. */
export function functionsPasswordConfig() {
  return {
    password: find('DATABASE_APP_PASSWORD'),
    secretArn: find('DATABASE_APP_SECRET_ARN'),
  };
}

/** Whether a proxy shares the server's connections among its clients. */
export function isDatabaseBehindProxy() {
  return isOn('DATABASE_PROXY');
}

/** AWS Secrets Manager, by the names that Lambda and AWS's own tools use. */
export function secretsConfig() {
  const region = required('AWS_REGION');
  const sessionToken = find('AWS_SESSION_TOKEN');
  return {
    region,
    endpoint:
      find('AWS_ENDPOINT_URL_SECRETS_MANAGER') ?? `https://secretsmanager.${region}.amazonaws.com`,
    accessKeyId: required('AWS_ACCESS_KEY_ID'),
    secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
    timeoutMs: integer('DATABASE_CONNECT_TIMEOUT_MS'),
  };
}

/** Whether the database may lose confirmed rows in a crash, as in tests. */
export function isVolatileDatabaseAllowed() {
  return isOn('ALLOW_VOLATILE_DATABASE');
}

/** How long one send may take before the order is left to the relay (milliseconds). */
export function sendTimeoutMs() {
  return integer('QUEUE_SEND_TIMEOUT_MS');
}

/** The SQS queue; region, credentials and endpoint are read by the AWS SDK itself. */
export function sqsConfig() {
  return { queueUrl: required('ORDER_QUEUE_URL') };
}

/** The RabbitMQ broker and the name of the work queue on it. */
export function rabbitmqConfig() {
  return {
    url: required('RABBITMQ_URL'),
    queue: required('RABBITMQ_QUEUE'),
    /** The delay before each retry; there is one more attempt than delays. */
    retryDelaysMs: retryDelaysMs(),
    /** The maximum of messages in one invocation of the processor. */
    batchSize: integer('QUEUE_BATCH_SIZE'),
  };
}

/** The delays before the retries of a failed message (milliseconds). */
export function retryDelaysMs() {
  const parts = required('QUEUE_RETRY_DELAYS_MS').split(',');
  return parts.map((part) => toInteger('QUEUE_RETRY_DELAYS_MS', part, {}));
}

/** The proxies in front of the API, the origins and cookies that it allows, and its timeout. */
export function httpConfig() {
  return {
    /** Proxies in front of the API that add to X-Forwarded-For; 0 takes the address of the connection. */
    trustedProxies: integer('TRUSTED_PROXIES'),
    /** The secret that CloudFront sends to the API; undefined where clients cannot bypass a proxy. */
    originSecretArn: find('ORIGIN_SECRET_ARN'),
    /** Origins whose pages may use the API as customers do, as `https://shop.example`. */
    corsOrigins: list('CORS_ORIGINS').map(toOrigin),
    /** Whether cookies and pages are for HTTPS only. */
    secureCookies: isOn('SECURE_COOKIES'),
    /** After this time (milliseconds) a request is answered with 503. */
    requestTimeoutMs: integer('REQUEST_TIMEOUT_MS'),
  };
}

/**
 * The shop's address as customers know it ("https://shop.example"), for links and printed codes, and the
 * other host names that requests may be for.
 * @param otherwise the address where PUBLIC_URL is not set
 */
export function addressConfig(otherwise = 'http://localhost:3000') {
  const publicUrl = find('PUBLIC_URL')?.replace(/\/$/, '') ?? otherwise;
  if (!/^https?:/.test(publicUrl) || !isOrigin(publicUrl)) {
    throw new Error(
      `The setting PUBLIC_URL must be an address as https://shop.example, not "${publicUrl}".`,
    );
  }
  return { publicUrl, allowedHosts: list('ALLOWED_HOSTS').map(toHostName) };
}

/** Whether the host of the API logs each request. */
export function isRequestLogOn() {
  return isOn('REQUEST_LOG');
}

/** The namespace of the metrics in CloudWatch, one for each stage; undefined where nothing reads metrics. */
export function metricsNamespace() {
  return find('METRICS_NAMESPACE');
}

/** How many orders customers may have open at once; 0 is any number. */
export function maxOpenOrders() {
  return {
    perContact: integer('MAX_OPEN_ORDERS_PER_CONTACT'),
    /** 0 where all customers come from one address. */
    perAddress: integer('MAX_OPEN_ORDERS_PER_ADDRESS'),
  };
}

/**
 * The country (ISO 3166) of phone numbers that are written without one; undefined for the region of
 * the bakery's locale.
 */
export function phoneCountry() {
  const country = find('PHONE_COUNTRY')?.toUpperCase();
  if (country === undefined || /^[A-Z]{2}$/.test(country)) return country;
  throw new Error(`The setting PHONE_COUNTRY must be two letters, like DE, not "${country}".`);
}

/** Whether `create-manager` may be invoked: only where no customer or staff can invoke functions. */
export function isManagerCreatedByInvoking() {
  return isOn('CREATE_MANAGER');
}

/** How long staff stay signed in (hours). */
export function sessionHours() {
  return integer('STAFF_SESSION_HOURS');
}

/** Whether this is the demo, with demo products and two accounts that have a published password. */
export function isDemo() {
  return isOn('DEMO');
}

/** The ports and the data folder of the embedded run. */
export function embeddedConfig() {
  return {
    apiPort: integer('API_PORT'),
    frontendPort: integer('FRONTEND_PORT'),
    postgresPort: integer('POSTGRES_PORT'),
    sqsPort: integer('SQS_PORT'),
    dataFolder: required('DATA_FOLDER'),
  };
}

/** The worker's own health check. */
export function workerConfig() {
  return { healthPort: integer('HEALTH_PORT') };
}

/** Variables of the shell that libraries would read in the embedded run. */
const foreign = [
  /^(AWS_|PG|SLS_|SERVERLESS_|LAMBDA_|OTEL_|LC_|RABBITMQ_|npm_)/,
  /^POWERTOOLS_(?!LOG_LEVEL$)/,
  /^(NODE_(ENV|PATH|DEBUG|USE_ENV_PROXY|TLS_REJECT_UNAUTHORIZED|EXTRA_CA_CERTS)|LANGUAGE|DEBUG)$/,
  /^\w*_proxy$/i,
];

/** Leaves only the embedded run's settings and what programs need in the environment. */
export function forgetShell(): void {
  const ofOtherPlaces = new Set([
    ...Object.values(settingNotes)
      .flatMap((section) => Object.entries(section))
      .filter(([, { place }]) => place === 'given' || place === 'containers')
      .map(([name]) => name),
    ...Object.values<Setting>(settings).map(({ earlier }) => earlier),
  ]);
  for (const name of Object.keys(process.env)) {
    if (ofOtherPlaces.has(name) || foreign.some((pattern) => pattern.test(name))) {
      Reflect.deleteProperty(process.env, name);
    }
  }
}

/**
 * The environment that a program from outside the project inherits: the paths of programs, libraries and temporary
 * files, and the clock that a test sets. The caller adds the rest of the program's environment.
 */
export function programEnvironment(): Readonly<Record<string, string>> {
  const isInherited = /^(PATH|TMPDIR|(DY)?LD_\w+|FAKETIME\w*)$/;
  const inherited = Object.entries(process.env).filter(([name]) => isInherited.test(name));
  return Object.fromEntries(inherited) as Record<string, string>;
}

/** A setting as it is written, or its default. */
function find(name: SettingName): string | undefined {
  const setting: Setting = settings[name];
  return written(name) ?? findEarlier(name, setting.earlier) ?? setting.default;
}

function written(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

function findEarlier(name: string, earlier: string | undefined): string | undefined {
  const value = earlier === undefined ? undefined : written(earlier);
  if (value !== undefined) {
    warnOnce(`The setting ${earlier} is now ${name}. The next release does not read ${earlier}.`);
  }
  return value;
}

const warned = new Set<string>();

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  process.emitWarning(message);
}

function required(name: SettingName): string {
  const value = find(name);
  if (value === undefined) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

/** A switch that is neither "on" nor "off" has its default. */
function isOn(name: NameOf<{ kind: 'switch' }>): boolean {
  return settings[name].default === 'on' ? find(name) !== 'off' : find(name) === 'on';
}

function integer(name: NameOf<{ kind: 'integer' | 'port'; default: string }>): number {
  const setting: Setting = settings[name];
  const range = setting.kind === 'port' ? { min: 1, max: 65_535 } : setting;
  return toInteger(name, required(name), range);
}

function list(name: NameOf<{ kind: 'list' }>): readonly string[] {
  const parts = (find(name) ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function toHostName(host: string): string {
  if (/^(\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9._-]*)$/i.test(host)) return host.toLowerCase();
  throw new Error(`The setting ALLOWED_HOSTS must name hosts as shop.example, not "${host}".`);
}

function toOrigin(text: string): string {
  if (isOrigin(text)) return text;
  throw new Error(
    `The setting CORS_ORIGINS must name origins as https://shop.example, not "${text}".`,
  );
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function toInteger(
  name: string,
  text: string,
  { min = 0, max = 2_147_483_647 }: Pick<Setting, 'min' | 'max'>,
): number {
  const value = Number(text);
  // Number() also accepts 1e3 and 0x10.
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(
    `The setting ${name} must be a whole number from ${min} to ${max}, not "${text}".`,
  );
}
