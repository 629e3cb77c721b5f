/**
 * Draws requests from the OpenAPI document, with hostile values in random places. A case depends
 * only on the seed and the case's number, so that each case can be replayed alone.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { newRandom, type Random } from '../../faults/random.ts';
import { contentTypes, hostileBody, hostileJson, hostileText } from './hostile.ts';
import { hashesPassword } from './judge.ts';

export const visitors = ['stranger', 'customer', 'baker', 'manager'] as const;
export type Visitor = (typeof visitors)[number];

export interface FuzzCase {
  readonly number: number;
  readonly route: string;
  readonly visitor: Visitor;
  readonly csrfToken: 'right' | 'wrong' | 'none';
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Operation {
  readonly route: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

const document = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    route: `${method.toUpperCase()} ${path}`,
  })),
);

/** Routes with more parameters are drawn more often, except routes that check passwords, which are slow on purpose. */
const weighted = operations.flatMap((operation) => {
  const weight = hashesPassword(operation.route)
    ? 3
    : operation.requestBody
      ? 10
      : operation.parameters?.length
        ? 3
        : 1;
  return Array<Operation>(weight).fill(operation);
});

export const fuzzedRoutes: readonly string[] = operations.map(({ route }) => route);

/** The initial orders of a world, and their tokens. */
export const firstOrder = 101;
export const orderCount = 40;
export function tokenOf(orderId: string): string {
  return createHash('md5').update(orderId).digest('hex');
}

/** The initial picture of a world: one pixel, as PNG. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** A catalogue to import. */
const catalogueFile = Buffer.from('Token,Item Name,Variation Name,Price\nT1,Bun,,2\n');

export const pictureHash = createHash('sha256').update(picture).digest('hex');

export function drawCase(seed: number, number: number): FuzzCase {
  const random = newRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
  // The first numbers of similar seeds are similar.
  for (let i = 0; i < 3; i++) random.next();
  const operation = random.oneOf(weighted);
  return { number, ...draw(operation, random) };
}

/** Whether this place of a request gets a hostile value. */
type IsHostile = () => boolean;

/** How often each area is drawn. */
const areas = ['nothing', 'parameters', 'headers', 'body', 'body', 'body', 'everything'] as const;

/** The number of places per area. When a request has fewer places, some of its cases have nothing hostile. */
const places = { parameters: 5, headers: 4, body: 20 } as const;

/**
 * Most cases are hostile in one place, so that they pass all other checks and reach deep code; some
 * are hostile everywhere.
 */
function draw(operation: Operation, random: Random): Omit<FuzzCase, 'number'> {
  const chosen = random.oneOf(areas);
  const hostileIn = (area: keyof typeof places): IsHostile => {
    if (chosen === 'everything') return () => random.happens(0.2);
    let left = chosen === area ? random.between(0, places[area]) : -1;
    return () => left-- === 0;
  };
  const inParameters = hostileIn('parameters');
  const inHeaders = hostileIn('headers');
  const { route, parameters = [], requestBody } = operation;
  const pathParameters = drawParameters('path', route, parameters, random, inParameters);
  const query = drawParameters('query', route, parameters, random, inParameters);
  const headers = drawParameters('header', route, parameters, random, inHeaders);
  return {
    route,
    visitor: random.oneOf(route.includes(' /staff/') ? staffVisitors : visitors),
    csrfToken: inHeaders() ? random.oneOf(['wrong', 'none']) : 'right',
    pathParameters,
    query,
    headers: { ...headers, ...drawHeaders(pathParameters, random, inHeaders) },
    sourceIp: random.oneOf(['127.0.0.1', '::1', '203.0.113.7', '2001:db8::7']),
    ...drawBody(requestBody, random, hostileIn('body')),
  };
}

function drawParameters(
  place: string,
  route: string,
  parameters: NonNullable<Operation['parameters']>,
  random: Random,
  isHostile: IsHostile,
): Record<string, string> {
  const drawn = parameters
    .filter((parameter) => parameter.in === place)
    .filter(({ required }) => (required ? place === 'path' || !isHostile() : random.happens(0.5)))
    .map(({ name, schema }) => [
      name,
      isHostile() ? hostileText(random) : sensibleText(name, schema, route, random),
    ]);
  const isUnknownSent = place === 'query' && isHostile();
  return toRecord(isUnknownSent ? [...drawn, [hostileText(random), hostileText(random)]] : drawn);
}

function drawHeaders(
  { id }: Readonly<Record<string, string>>,
  random: Random,
  isHostile: IsHostile,
): Record<string, string> {
  const contentType = isHostile() ? random.oneOf(contentTypes) : 'application/json';
  return toRecord([
    ...(id !== undefined && random.happens(0.5) ? [['x-order-token', tokenOf(id)]] : []),
    ...(contentType === null ? [] : [['content-type', contentType]]),
    ...(isHostile() ? [[random.oneOf(otherHeaders), hostileText(random)]] : []),
    ...(isHostile() ? [['x-huge', 'h'.repeat(random.oneOf([9_000, 100_000]))]] : []),
  ]);
}

/** Mostly visitors with access, because the others are refused at once. */
const staffVisitors: readonly Visitor[] = [
  'stranger',
  'baker',
  ...Array<Visitor>(8).fill('manager'),
];

const otherHeaders = [
  'accept',
  'accept-encoding',
  'authorization',
  'cookie',
  'forwarded',
  'host',
  'if-none-match',
  'idempotency-key',
  'origin',
  'sec-fetch-site',
  'x-correlation-id',
  'x-forwarded-for',
  'x-http-method-override',
  'x-order-token',
  '__proto__',
] as const;

/** As in JSON, "__proto__" is an ordinary name. */
function toRecord(pairs: readonly (readonly string[])[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}

function drawBody(
  requestBody: Operation['requestBody'],
  random: Random,
  isHostile: IsHostile,
): { body?: string; isBase64Encoded: boolean } {
  const schema = requestBody?.content['application/json']?.schema;
  const isExpected = schema !== undefined && !isHostile();
  const body = isExpected
    ? writeJson('', schema, random, isHostile)
    : schema || random.happens(0.2)
      ? hostileBody(random)
      : undefined;
  if (body === undefined) return { isBase64Encoded: false };
  if (!random.happens(0.1)) return { body, isBase64Encoded: false };
  // API Gateway encodes binary bodies; a false claim of encoding must do no harm either.
  const encoded = isHostile() ? body : Buffer.from(body).toString('base64');
  return { body: encoded, isBase64Encoded: true };
}

/** JSON as text, because numbers may exceed JavaScript's range, and names may be duplicated. */
function writeJson(name: string, schema: Schema, random: Random, isHostile: IsHostile): string {
  if (isHostile()) return hostileJson(random, schema.type === 'string');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return writeJson(name, random.oneOf(choices), random, isHostile);
  if (schema.properties) return writeObject(schema, random, isHostile);
  if (schema.items) {
    const { items, minItems = 0, maxItems = 100 } = schema;
    const length = isHostile() ? maxItems + 1 : random.oneOf([minItems, 1, 1, 3]);
    const written = Array.from({ length }, () => writeJson(name, items, random, isHostile));
    return `[${written.join()}]`;
  }
  return JSON.stringify(sensibleValue(name, schema, random));
}

function writeObject(
  { properties = {}, required = [] }: Schema,
  random: Random,
  isHostile: IsHostile,
): string {
  const members = Object.entries(properties)
    .filter(([name]) => (required.includes(name) ? !isHostile() : random.happens(0.6)))
    .map(
      ([name, schema]) => `${JSON.stringify(name)}:${writeJson(name, schema, random, isHostile)}`,
    );
  if (isHostile()) members.push(`${JSON.stringify(hostileText(random))}:${hostileJson(random)}`);
  if (isHostile()) members.push(`"__proto__":${hostileJson(random)}`);
  if (isHostile() && members[0] !== undefined) members.push(members[0]);
  return `{${random.shuffled(members).join()}}`;
}

function sensibleValue(name: string, schema: Schema, random: Random): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.oneOf(schema.enum.map((value) => ({ value }))).value;
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return random.happens(0.5);
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 100 } = schema;
      if (name.endsWith('_id')) return random.between(1, 15);
      if (name === 'version') return random.oneOf([1, 1, 2]);
      // Each of seven plans must fit its product, and only a daily product has a reserve.
      if (name === 'reserve') return random.happens(0.9) ? 0 : 1;
      const related = relatedNumbers[name];
      if (related && random.happens(0.9)) return random.oneOf(related);
      return random.oneOf([minimum, Math.max(minimum, 1), Math.min(maximum, 7), maximum]);
    }
    default:
      // A pause that is soon over, so that other cases can place orders.
      if (name === 'until') return new Date(Date.now() + 2_000).toISOString();
      return random.oneOf(sensibleTexts[name] ?? ['Bread', 'Ciabatta à l’huile']);
  }
}

function sensibleText(name: string, schema: Schema, route: string, random: Random): string {
  const choices = schema.enum ?? schema.anyOf?.flatMap((choice) => choice.enum ?? []) ?? [];
  if (choices.length > 0) return random.oneOf(choices as readonly string[]);
  if (name === 'idempotency-key') return `a-key-of-sixteen-${random.between(1, 300)}`;
  if (name === 'id') return String(random.between(...idRange(route)));
  return random.oneOf(sensibleParameters[name] ?? sensibleTexts[name] ?? ['1']);
}

/** The smallest and the largest id to draw: all existing ids, and the next free id. */
function idRange(route: string): [number, number] {
  if (route.includes('/accounts/')) return [1, 12];
  // The only movement to draw is one of product 1.
  if (route.includes('/{movement_id}/')) return [1, 2];
  if (route.includes('/products/')) return [1, 15];
  if (/\/(pools|option-groups|options)\//.test(route)) return [1, 3];
  return [firstOrder, firstOrder + orderCount];
}

/** Parameters whose name means something else in a body. */
const sensibleParameters: Readonly<Record<string, readonly string[]>> = {
  from: ['2026-01-01', '2026-12-01'],
  to: ['2026-12-31', '2027-01-31'],
};

/** Numbers that are valid together in one body. */
const relatedNumbers: Readonly<Record<string, readonly number[]>> = {
  quantity_step: [1, 2],
  min_quantity: [2, 4],
  max_quantity: [4, 8],
  cut_off_days: [1],
  horizon_days: [7],
  lead_time_days: [0],
  lead_time_hours: [0],
};

const sensibleTexts: Readonly<Record<string, readonly string[]>> = {
  bakery_name: ['Bakery', 'Bäckerei'],
  category: ['Bread', 'Cakes'],
  currency: ['INR', 'EUR'],
  current_password: ['croissants-for-everybody'],
  cursor: ['1', '7'],
  cut_off: ['18:00', '00:00'],
  sale_closes_at: ['2026-12-24T18:00:00Z'],
  sale_opens_at: ['2026-10-01T08:00:00Z'],
  season_from: ['2026-11-01'],
  season_to: ['2026-12-24'],
  confirmation: ['0'.repeat(64)],
  data: [picture.toString('base64'), catalogueFile.toString('base64')],
  date: ['2031-01-01', '2026-12-01', '2027-03-28', '2026-02-28'],
  email: ['emma@example.com'],
  file: ['openapi.json', 'start.js', 'swagger-ui.css', 'none'],
  from: ['00:00', '08:00'],
  hash: [pictureHash, '0'.repeat(64)],
  'if-none-match': ['*', 'W/"x"', '"a", W/"b"'],
  limit: ['1', '20', '100'],
  locale: ['en-IN', 'de-DE'],
  // The first two have accounts, the others are free.
  name: ['baker', 'manager', 'baker', 'manager', 'anna', 'emma.7', 'kofi', 'noah'],
  new_password: ['croissants-for-everybody', 'croissants-for-strangers'],
  password: [...Array<string>(3).fill('croissants-for-everybody'), 'croissants-for-strangers'],
  phone: ['+91 98765 43210'],
  pickup_at: ['2031-01-01T10:00:00+05:30', '2026-12-01T10:00:00+05:30'],
  product_id: ['1', '3', '3,5', '14'],
  q: ['bread', 'choc cake'],
  since: ['2026-12-01T10:00:00Z'],
  status: ['Pending', 'Completed'],
  time_zone: ['Asia/Kolkata', 'Europe/Berlin', 'America/Sao_Paulo'],
  to: ['18:00', '24:00'],
  units: ['1', '50'],
  without: ['gluten', 'nuts,milk'],
  'x-order-token': [tokenOf('101'), tokenOf('102')],
};
