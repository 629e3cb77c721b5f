/**
 * Every setting the handlers read, and the only file in which they are read from the environment.
 * A setting is read when it is first asked for, so a function needs only the settings it uses.
 */

/** Where PostgreSQL is, and how long to wait for it (milliseconds). */
export function databaseConfig() {
  return {
    url: required('DATABASE_URL'),
    /** Where the password is, when the URL has none. */
    secretArn: optional('DATABASE_SECRET_ARN'),
    /** Connections of a process; one Lambda instance serves one request at a time. */
    poolMax: integer('DATABASE_POOL_MAX', 16, { min: 1 }),
    connectTimeoutMs: integer('DATABASE_CONNECT_TIMEOUT_MS', 1_000),
    queryTimeoutMs: integer('DATABASE_QUERY_TIMEOUT_MS', 1_500),
  };
}

/** What the migrations give the functions' role as its password; neither where all use one role. */
export function functionsPasswordConfig() {
  return {
    password: optional('DATABASE_APP_PASSWORD'),
    secretArn: optional('DATABASE_APP_SECRET_ARN'),
  };
}

/** "on" behind a proxy that lets many share a connection of the server's. */
export function isDatabaseBehindProxy() {
  return optional('DATABASE_PROXY') === 'on';
}

/** AWS Secrets Manager, by the names that Lambda and AWS's own tools use. */
export function secretsConfig() {
  const region = required('AWS_REGION');
  const sessionToken = optional('AWS_SESSION_TOKEN');
  return {
    region,
    endpoint:
      optional('AWS_ENDPOINT_URL_SECRETS_MANAGER') ??
      `https://secretsmanager.${region}.amazonaws.com`,
    accessKeyId: required('AWS_ACCESS_KEY_ID'),
    secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
    timeoutMs: integer('DATABASE_CONNECT_TIMEOUT_MS', 1_000),
  };
}

/** Whether the database may be one that forgets in a crash what it has confirmed, as in tests. */
export function isVolatileDatabaseAllowed() {
  return optional('ALLOW_VOLATILE_DATABASE') === 'on';
}

/** How long one send may take before the order is left to the relay (milliseconds). */
export function sendTimeoutMs() {
  return integer('QUEUE_SEND_TIMEOUT_MS', 1_000);
}

/** The SQS queue; region, credentials and endpoint are read by the AWS SDK itself. */
export function sqsConfig() {
  return { queueUrl: required('ORDER_QUEUE_URL') };
}

/** The RabbitMQ broker and the name of the work queue on it. */
export function rabbitmqConfig() {
  return {
    url: required('RABBITMQ_URL'),
    queue: optional('RABBITMQ_QUEUE') ?? 'orders',
    /** Waiting time before each next attempt; one attempt more than there are delays. */
    retryDelaysMs: retryDelaysMs(),
    /** Most messages in one invocation of the processor. */
    batchSize: integer('QUEUE_BATCH_SIZE', 250, { min: 1, max: 500 }),
  };
}

/** Waiting time before each next attempt at a message that failed (milliseconds). */
export function retryDelaysMs() {
  const text = optional('QUEUE_RETRY_DELAYS_MS') ?? '1000,5000,30000,120000';
  return text.split(',').map((part) => toInteger('QUEUE_RETRY_DELAYS_MS', part));
}

/**
 * Who stands between us and the client, what the browser may do with a session's cookie, and how
 * long anybody waits.
 */
export function httpConfig() {
  return {
    /** Proxies in front of us that add to X-Forwarded-For; 0 takes the caller's own address. */
    trustedProxies: integer('TRUSTED_PROXIES', 0, { max: 10 }),
    /** The secret that CloudFront sends to the API; undefined where clients cannot bypass a proxy. */
    originSecretArn: renamed('ORIGIN_SECRET_ARN', 'DOOR_SECRET_ARN'),
    /** Origins whose pages may do what customers may, as `https://shop.example`. */
    corsOrigins: origins('CORS_ORIGINS'),
    /** "on" where all is HTTPS: then the cookie never travels without. */
    secureCookies: optional('SECURE_COOKIES') === 'on',
    /** A request is answered within this time (milliseconds), if only with 503. */
    requestTimeoutMs: integer('REQUEST_TIMEOUT_MS', 4_000, { min: 100, max: 25_000 }),
  };
}

/**
 * The shop's address as customers know it ("https://shop.example"), which links and printed codes have,
 * and the other host names under which the ports of a machine may be asked.
 * @param otherwise the address where PUBLIC_URL is not set
 */
export function addressConfig(otherwise = 'http://localhost:3000') {
  const publicUrl = optional('PUBLIC_URL')?.replace(/\/$/, '') ?? otherwise;
  if (!/^https?:/.test(publicUrl) || !isOrigin(publicUrl)) {
    throw new Error(
      `The setting PUBLIC_URL must be an address as https://shop.example, not "${publicUrl}".`,
    );
  }
  return { publicUrl, allowedHosts: hostNames('ALLOWED_HOSTS') };
}

/** Where CloudWatch keeps what is measured, apart for each stage; undefined where nothing reads it. */
export function metricsNamespace() {
  return optional('METRICS_NAMESPACE');
}

/** How many orders customers may have open at once; 0 is any number. */
export function maxOpenOrders() {
  return {
    perContact: integer('MAX_OPEN_ORDERS_PER_CONTACT', 20),
    /** 0 where everybody comes from one address. */
    perAddress: integer('MAX_OPEN_ORDERS_PER_ADDRESS', 200),
  };
}

/**
 * The country (ISO 3166) of phone numbers that are written without one; undefined for the region of
 * the bakery's locale.
 */
export function phoneCountry() {
  const country = optional('PHONE_COUNTRY')?.toUpperCase();
  if (country === undefined || /^[A-Z]{2}$/.test(country)) return country;
  throw new Error(`The setting PHONE_COUNTRY must be two letters, like DE, not "${country}".`);
}

/** Whether `create-manager` may be invoked: where only those who deploy can invoke anything. */
export function isManagerCreatedByInvoking() {
  return optional('CREATE_MANAGER') === 'on';
}

/** How long staff stay signed in (hours). */
export function sessionHours() {
  return integer('STAFF_SESSION_HOURS', 12, { min: 1, max: 720 });
}

/**
 * Whether this is the demo: then an empty catalogue is filled with its products, and where there are
 * no accounts two are made whose passwords everybody knows.
 */
export function isDemo() {
  return optional('DEMO') !== 'off';
}

/** The embedded run: which ports it listens on, and where it keeps its data. */
export function embeddedConfig() {
  return {
    apiPort: port('API_PORT', 8000),
    frontendPort: port('FRONTEND_PORT', 3000),
    postgresPort: port('POSTGRES_PORT', 54320),
    sqsPort: port('SQS_PORT', 9324),
    dataFolder: optional('DATA_FOLDER') ?? '.data',
  };
}

/** The worker's own health check. */
export function workerConfig() {
  return { healthPort: port('HEALTH_PORT', 8080) };
}

/** Settings that the embedded run makes itself, and variables that libraries read. */
const foreign = [
  /^(DATABASE_(URL|SECRET_ARN|APP_PASSWORD|APP_SECRET_ARN|PROXY|SERVER_LIMITS)|ORDER_QUEUE_URL|RABBITMQ_\w+|POSTGRES_(USER|PASSWORD|DB))$/,
  /^(API_HOST|HEALTH_PORT|(ORIGIN|DOOR)_SECRET_ARN|CREATE_MANAGER|METRICS_NAMESPACE)$/,
  /^(AWS_|PG|SLS_|SERVERLESS_|LAMBDA_|OTEL_|LC_|npm_)/,
  /^POWERTOOLS_(?!LOG_LEVEL$)/,
  /^(NODE_(ENV|PATH|DEBUG|USE_ENV_PROXY|TLS_REJECT_UNAUTHORIZED|EXTRA_CA_CERTS)|LANGUAGE|DEBUG)$/,
  /^\w*_proxy$/i,
];

/** Leaves in the environment what the embedded run is to know. */
export function forgetShell(): void {
  for (const name of Object.keys(process.env)) {
    if (foreign.some((pattern) => pattern.test(name))) Reflect.deleteProperty(process.env, name);
  }
}

/**
 * What a program from outside the project inherits: where programs, libraries and temporary files are,
 * and the clock that a test gives it. Everything else in the environment is named by the caller.
 */
export function programEnvironment(): Readonly<Record<string, string>> {
  const isInherited = /^(PATH|TMPDIR|(DY)?LD_\w+|FAKETIME\w*)$/;
  const inherited = Object.entries(process.env).filter(([name]) => isInherited.test(name));
  return Object.fromEntries(inherited) as Record<string, string>;
}

function optional(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** A setting that is also read under its earlier name, for one release. */
function renamed(name: string, earlier: string): string | undefined {
  const value = optional(name);
  if (value !== undefined || optional(earlier) === undefined) return value;
  warnOnce(`The setting ${earlier} is now ${name}. The next release does not read ${earlier}.`);
  return optional(earlier);
}

const warned = new Set<string>();

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  process.emitWarning(message);
}

function required(name: string): string {
  const value = optional(name);
  if (value === undefined) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function integer(name: string, otherwise: number, range: Range = {}): number {
  const value = optional(name);
  return value === undefined ? otherwise : toInteger(name, value, range);
}

function origins(name: string): readonly string[] {
  return list(name).map((origin) => toOrigin(name, origin));
}

function hostNames(name: string): readonly string[] {
  return list(name).map((host) => {
    if (/^(\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9._-]*)$/i.test(host)) return host.toLowerCase();
    throw new Error(`The setting ${name} must name hosts as shop.example, not "${host}".`);
  });
}

/** Separated by commas. */
function list(name: string): readonly string[] {
  const parts = (optional(name) ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function toOrigin(name: string, text: string): string {
  if (isOrigin(text)) return text;
  throw new Error(`The setting ${name} must name origins as https://shop.example, not "${text}".`);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function port(name: string, otherwise: number): number {
  return integer(name, otherwise, { min: 1, max: 65_535 });
}

function toInteger(
  name: string,
  text: string,
  { min = 0, max = 2_147_483_647 }: Range = {},
): number {
  const value = Number(text);
  // Not as JavaScript reads it: 1e3, 0x10.
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(
    `The setting ${name} must be a whole number from ${min} to ${max}, not "${text}".`,
  );
}
