/**
 * What the stack costs a month: reckoned from the sizes in its packaged template, the price list
 * (prices.json) and what an order causes (workload.ts, measured.json). `npm run docs:costs` writes it
 * into docs/deploy.md; a test compares.
 */
import { readFileSync } from 'node:fs';
import { hoursPerMonth, type StackSizes } from './stack-sizes.ts';
import { assumptions, type Size } from './workload.ts';

export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  /** The day on which it stood there. */
  readonly read: string;
  /** Who read it there. */
  readonly quotedBy: string;
  /** What every account has for nothing each month. */
  readonly free?: number;
  /** Where the first tier ends; what is beyond costs less. */
  readonly upTo?: number;
  readonly unverified?: boolean;
  readonly note?: string;
}

interface Measured {
  readonly firstLoad: { readonly files: number; readonly bytes: number };
  readonly requests: Readonly<
    Record<string, { readonly bytes: number; readonly logBytes: number }>
  >;
  readonly order: {
    readonly databaseBytes: number;
    readonly databaseLogBytes: number;
    readonly databaseCpuMs: number;
    readonly processorLogBytes: number;
  };
  readonly read: { readonly databaseCpuMs: number };
}

const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

export const { prices } = readJson('prices.json') as {
  readonly prices: Readonly<Record<string, Price>>;
};
export const measured = readJson('measured.json') as Measured;

/** Assumptions by name, for formulas. */
const assumed = Object.fromEntries(
  Object.entries(assumptions).map(([name, { value }]) => [name, value]),
) as Record<keyof typeof assumptions, number>;

export interface Line {
  readonly what: string;
  readonly price: Price;
  readonly quantity: number;
  /** How the quantity comes about, with its numbers. */
  readonly how: string;
}

export interface Reckoning {
  readonly lines: readonly Line[];
  /** At the price list. */
  readonly total: number;
  /** In an account that has nothing else in it. */
  readonly totalWithFree: number;
}

export function reckon(stack: StackSizes, size: Size): Reckoning {
  const traffic = reckonTraffic(stack, size);
  const lines = [
    ...databaseLines(stack, size, traffic),
    ...networkLines(stack, size, traffic),
    ...requestLines(stack, size, traffic),
    ...edgeLines(size, traffic),
    ...watchingLines(stack, size, traffic),
  ].filter(({ quantity }) => quantity > 0);
  return {
    lines,
    total: sum(lines.map(costOf)),
    totalWithFree: sum(lines.map(costWithFree)),
  };
}

export function costOf({ quantity, price }: Line): number {
  return quantity * price.usd;
}

function costWithFree({ quantity, price }: Line): number {
  return Math.max(0, quantity - (price.free ?? 0)) * price.usd;
}

/** What a month of so many orders causes. */
interface Traffic {
  /** Requests to the API, by route. */
  readonly requests: ReadonlyMap<string, number>;
  readonly requestCount: number;
  /** Pictures that CloudFront has already. */
  readonly picturesAtEdge: number;
  /** Messages that the processor gets at once. */
  readonly batch: number;
  readonly batches: number;
  readonly scheduledRuns: number;
  /** Calls that have to connect to the database first. */
  readonly connecting: number;
  readonly gbSeconds: number;
  /** Functions at work at the same time, in the busiest minute. */
  readonly atOnce: number;
}

const openSeconds = assumed.openHoursPerMonth * 3_600;

export function reckonTraffic(stack: StackSizes, { orders, screens, fresh }: Size): Traffic {
  const visits = orders * assumed.visitsPerOrder;
  const boards = (screens * openSeconds) / assumed.screenIntervalSeconds;
  const pictures = visits * assumed.newVisitors * assumed.picturesPerNewVisitor;
  const requests = new Map([
    ['GET /bakery', visits],
    ['GET /manifest', visits],
    ['GET /products', visits],
    ['GET /pictures/{hash}', pictures * (1 - assumed.picturesKeptAtEdge)],
    ['GET /pickup-slots', orders * assumed.slotQuestionsPerOrder],
    ['POST /order', orders],
    ['GET /order/{id}', orders * assumed.statusQuestionsPerOrder],
    ['GET /staff/orders', orders * assumed.staffRequestsPerOrder + boards],
  ]);
  const requestCount = sum([...requests.values()]);
  const batch = Math.min(stack.batchSize, Math.max(1, Math.round(orders / openSeconds)));
  const batches = orders / batch;
  const scheduledRuns = sum([...stack.schedules.values()]);
  const gbSeconds = (name: string, calls: number, ms: number) =>
    (calls * ms * stack.memoryOf(name)) / 1_024 / 1_000;
  const requestMs = (route: string) =>
    (route === 'POST /order' ? assumed.placeMs : assumed.readMs) + fresh * assumed.freshMs;
  return {
    requests,
    requestCount,
    picturesAtEdge: pictures * assumed.picturesKeptAtEdge,
    batch,
    batches,
    scheduledRuns,
    connecting: fresh * (requestCount + batches) + scheduledRuns,
    gbSeconds: sum([
      ...[...requests].map(([route, calls]) => gbSeconds(route, calls, requestMs(route))),
      gbSeconds('ProcessOrderLambdaFunction', batches, assumed.processMs + fresh * assumed.freshMs),
      ...[...stack.schedules].map(([name, runs]) =>
        gbSeconds(name, runs, assumed.readMs + assumed.freshMs),
      ),
    ]),
    atOnce:
      (sum([...requests].map(([route, calls]) => calls * requestMs(route))) / 1_000 / openSeconds) *
      assumed.peakFactor,
  };
}

function databaseLines(stack: StackSizes, size: Size, traffic: Traffic): Line[] {
  const { orders } = size;
  const gb =
    assumed.emptyDatabaseGb + (orders * assumed.monthsKept * measured.order.databaseBytes) / 1e9;
  // Placed and decided apart, each at least one piece of the log.
  const ios = Math.max(2, Math.ceil(measured.order.databaseLogBytes / 4_096));
  const { acuHours, how } = reckonAcuHours(stack, size, traffic);
  const proxyAcus = Math.max(assumed.proxyMinAcus, stack.minAcus * stack.databaseInstances);
  return [
    line('Aurora: capacity', 'acuHour', acuHours, how),
    line(
      'Aurora: storage',
      'databaseGb',
      gb,
      `${assumed.emptyDatabaseGb} GB + ${count(orders)} orders × ${assumed.monthsKept} months × ${count(measured.order.databaseBytes)} B`,
    ),
    line(
      'Aurora: I/O',
      'databaseIo',
      orders * ios,
      `${count(orders)} orders × ${ios} (${count(measured.order.databaseLogBytes)} B of log, in pieces of 4 KB); what is read is in memory`,
    ),
    line(
      'RDS Proxy',
      'proxyAcuHour',
      stack.hasProxy ? proxyAcus * hoursPerMonth : 0,
      `${proxyAcus} ACUs × ${hoursPerMonth} h`,
    ),
  ];
}

function reckonAcuHours(
  stack: StackSizes,
  size: Size,
  traffic: Traffic,
): { acuHours: number; how: string } {
  if (stack.pausesAfterSeconds !== undefined && size.orders === 0) {
    const seconds = stack.pausesAfterSeconds + assumed.wakeSeconds;
    return {
      acuHours: (traffic.scheduledRuns * seconds * 0.5) / 3_600,
      how: `woken ${count(traffic.scheduledRuns)} times by schedules, each time for ${seconds} s × 0.5 ACU; it pauses otherwise`,
    };
  }
  const { byProcessor, byMemory, acus } = reckonAcus(stack, size, traffic);
  const open = assumed.openHoursPerMonth;
  const closed = hoursPerMonth - open;
  const min = Math.max(0.5, stack.minAcus);
  const instances = stack.databaseInstances === 1 ? '' : ` × ${stack.databaseInstances} instances`;
  return {
    acuHours: (open * acus + closed * min) * stack.databaseInstances,
    how: `${open} h × ${acus} + ${closed} h × ${min}${instances}; wanted by processor ${byProcessor.toFixed(2)}, by memory ${byMemory.toFixed(2)}`,
  };
}

/** Of the hours that are open: as much as processor and memory want, in halves. */
export function reckonAcus(stack: StackSizes, { orders }: Size, traffic: Traffic) {
  const cpuMs =
    orders * measured.order.databaseCpuMs +
    (traffic.requestCount - orders) * measured.read.databaseCpuMs;
  const byProcessor =
    ((cpuMs / 1_000 / openSeconds) * assumed.acusPerProcessor) / assumed.utilisation;
  const hotBytes = (orders / 30) * assumed.hotDays * measured.order.databaseBytes;
  const connections = traffic.atOnce * assumed.connectionBytes;
  const byMemory = (hotBytes + connections) / (2 * 2 ** 30) / assumed.utilisation;
  const wanted = Math.ceil(2 * Math.max(byProcessor, byMemory)) / 2;
  if (wanted > stack.maxAcus) throw new Error(`${orders} orders want ${wanted} ACUs.`);
  return { byProcessor, byMemory, acus: Math.max(0.5, stack.minAcus, wanted) };
}

function networkLines(stack: StackSizes, { orders, fresh }: Size, traffic: Traffic): Line[] {
  return [
    line(
      'Endpoints: hours',
      'endpointHour',
      stack.endpointZones * hoursPerMonth,
      `${stack.endpointZones} (of an endpoint in a zone) × ${hoursPerMonth} h`,
    ),
    line(
      'Endpoints: data',
      'endpointGb',
      ((orders + traffic.connecting) * assumed.endpointBytes) / 1e9,
      `(${count(orders)} messages + ${count(traffic.connecting)} passwords) × ${count(assumed.endpointBytes)} B`,
    ),
    line(
      'Secrets: kept',
      'secret',
      stack.secrets,
      `${stack.secrets}: the database's two passwords, and what CloudFront shows the API`,
    ),
    line(
      'Secrets: asked for',
      'secretCall',
      traffic.connecting,
      `${fresh} of ${count(traffic.requestCount + traffic.batches)} calls + ${count(traffic.scheduledRuns)} scheduled runs connect anew`,
    ),
  ];
}

function requestLines(stack: StackSizes, { orders }: Size, traffic: Traffic): Line[] {
  const { requests, requestCount, batches, batch, scheduledRuns } = traffic;
  const idlePolls = (assumed.idlePollers * hoursPerMonth * 3_600) / stack.pollSeconds;
  const receives = batches * Math.ceil(batch / 10);
  const calls = requestCount + batches + scheduledRuns;
  return [
    line(
      'API Gateway',
      'apiRequest',
      requestCount,
      [...requests].map(([route, times]) => `${count(times)} \`${route}\``).join(' + '),
    ),
    line(
      'Lambda: calls',
      'functionCall',
      calls,
      `${count(requestCount)} requests + ${count(batches)} batches of ${batch} + ${count(scheduledRuns)} scheduled runs`,
    ),
    line(
      'Lambda: time',
      'functionGbSecond',
      traffic.gbSeconds,
      `${count(calls)} calls of ${(traffic.gbSeconds / (calls || 1)).toFixed(4)} GB·s on average`,
    ),
    line(
      'SQS',
      'queueRequest',
      idlePolls + orders + 2 * receives,
      `${count(orders)} sent + ${count(receives)} received + ${count(receives)} deleted + ${assumed.idlePollers} pollers × ${hoursPerMonth} h × 3,600 s ÷ ${stack.pollSeconds} s`,
    ),
  ];
}

function edgeLines({ orders }: Size, traffic: Traffic): Line[] {
  const visits = orders * assumed.visitsPerOrder;
  const newVisits = visits * assumed.newVisitors;
  const files =
    newVisits * measured.firstLoad.files + (visits - newVisits) * assumed.filesAskedAgain;
  const requests = files + traffic.requestCount + traffic.picturesAtEdge;
  const answers =
    sum([...traffic.requests].map(([route, times]) => times * answerBytes(route))) +
    traffic.picturesAtEdge * assumed.pictureBytes;
  const bytes = newVisits * measured.firstLoad.bytes + answers + requests * assumed.headerBytes;
  return [
    line(
      'CloudFront: requests',
      'edgeRequest',
      requests,
      `${count(newVisits)} first visits × ${measured.firstLoad.files} files + ${count(visits - newVisits)} others × ${assumed.filesAskedAgain} + ${count(traffic.requestCount)} to the API + ${count(traffic.picturesAtEdge)} pictures that it has`,
    ),
    line(
      'CloudFront: data',
      'edgeGb',
      bytes / 2 ** 30,
      `${count(newVisits)} first visits × ${count(measured.firstLoad.bytes)} B + ${(answers / 2 ** 30).toFixed(2)} GB of answers + ${count(requests)} × ${assumed.headerBytes} B of headers`,
    ),
    line('CloudFront: functions', 'edgeFunctionCall', requests, 'one for each request'),
    line('S3', 'bucketGb', assumed.bucketGb, 'pages, packages, source maps'),
  ];
}

function answerBytes(route: string): number {
  if (route === 'GET /pictures/{hash}') return assumed.pictureBytes;
  const request = measured.requests[route];
  if (!request) throw new Error(`${route} has not been measured.`);
  return request.bytes;
}

function watchingLines(stack: StackSizes, { orders, routes }: Size, traffic: Traffic): Line[] {
  const accessLine = stack.accessLogFormat.replace(
    /\$context\.[\w.]+/g,
    'x'.repeat(assumed.accessLogValueBytes),
  ).length;
  const calls = traffic.requestCount + traffic.batches + traffic.scheduledRuns;
  const perOrder =
    (measured.requests['POST /order']?.logBytes ?? 0) + measured.order.processorLogBytes;
  const gb =
    (traffic.requestCount * accessLine + calls * assumed.platformLogBytes + orders * perOrder) /
    1e9;
  const own = orders > 0 ? stack.ownMetrics : 1;
  const ofRoutes = stack.hasRouteMetrics
    ? (routes * assumed.metricsPerRoute * assumed.openHoursPerMonth) / hoursPerMonth
    : 0;
  return [
    line(
      'Logs: written',
      'logGb',
      gb,
      `${count(traffic.requestCount)} requests × ${accessLine} B + ${count(calls)} calls × ${assumed.platformLogBytes} B + ${count(orders)} orders × ${perOrder} B`,
    ),
    line(
      'Logs: kept',
      'logGbMonth',
      (gb * stack.logDays) / 30,
      `${gb.toFixed(3)} GB × ${stack.logDays} of 30 days`,
    ),
    line(
      'Metrics',
      'metric',
      own + ofRoutes,
      `${own} of our own${ofRoutes === 0 ? '' : ` + ${routes} routes × ${assumed.metricsPerRoute} × ${assumed.openHoursPerMonth} of ${hoursPerMonth} h`}`,
    ),
    line(
      'Alarms',
      'alarmMetric',
      stack.alarmMetrics,
      `${stack.alarmMetrics} metrics in the alarms' expressions`,
    ),
    line('Dashboards', 'dashboard', stack.dashboards, String(stack.dashboards)),
  ];
}

function line(what: string, price: string, quantity: number, how: string): Line {
  const found = prices[price];
  if (!found) throw new Error(`There is no price ${price}.`);
  return { what, price: found, quantity, how };
}

/** A number as people write it: whole, with commas. */
export function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
