/**
 * What an order is reckoned to cause, as data. What can be measured is in measured.json, by
 * `npm run docs:workload`; the rest are assumptions, each with its reason. Who has better figures puts
 * them here and runs `npm run docs:costs`.
 */
export interface Assumption {
  readonly value: number;
  readonly reason: string;
}

export const assumptions = {
  visitsPerOrder: {
    value: 5,
    reason: "One visit in five ends in an order: who comes to a bakery's page is hungry.",
  },
  newVisitors: {
    value: 0.3,
    reason: 'Three visitors in ten have none of the files yet; the others are regulars.',
  },
  picturesPerNewVisitor: {
    value: 8,
    reason: 'What is on the first screens; browsers keep a picture for ever.',
  },
  pictureBytes: {
    value: 40_000,
    reason: 'The counter makes pictures small before it sends them; 200 KB is the limit.',
  },
  picturesKeptAtEdge: {
    value: 0.9,
    reason:
      'CloudFront keeps them for as long as they are asked for; each of its places asks once.',
  },
  slotQuestionsPerOrder: { value: 3, reason: 'Who orders looks at three days.' },
  statusQuestionsPerOrder: {
    value: 10,
    reason:
      'What is on the shelf is decided within two; what is baked is asked after every five to ten seconds while somebody looks.',
  },
  staffRequestsPerOrder: { value: 3, reason: 'Opened, completed, handed over.' },
  screenIntervalSeconds: { value: 3, reason: '`everyMs` in frontend/counter/board/board.ts.' },
  openHoursPerMonth: {
    value: 300,
    reason: 'Ten hours a day on thirty days; orders come then, and screens are on.',
  },
  peakFactor: { value: 3, reason: 'The busiest minute has three times as much as the average.' },
  filesAskedAgain: { value: 6, reason: 'By regulars: files whose names have no hash.' },
  headerBytes: { value: 900, reason: 'Of an answer: security headers, cookies, HTTP itself.' },
  readMs: { value: 20, reason: 'Billed for a request that reads: one round trip to the database.' },
  placeMs: { value: 50, reason: 'Billed for placing: one round trip each to database and queue.' },
  processMs: { value: 60, reason: 'Billed for a batch: four round trips, and deciding.' },
  freshMs: {
    value: 800,
    reason: 'Billed besides by an instance that starts or connects: code, the password, TLS.',
  },
  platformLogBytes: {
    value: 280,
    reason: 'The lines START, END and REPORT that Lambda writes for each call.',
  },
  accessLogValueBytes: { value: 16, reason: 'Of each value in a line of the access log.' },
  endpointBytes: { value: 4_000, reason: 'Of a signed request for a password or with a message.' },
  metricsPerRoute: {
    value: 6,
    reason: 'Count, 4xx, 5xx, Latency, IntegrationLatency, DataProcessed.',
  },
  idlePollers: {
    value: 5,
    reason: 'Lambda asks a queue by five connections even when there is nothing.',
  },
  acusPerProcessor: {
    value: 4,
    reason: "By AWS's advice for sizing: a processor that is always busy is worth four ACUs.",
  },
  utilisation: { value: 0.5, reason: 'Of processor and memory, so that a peak finds room.' },
  hotDays: {
    value: 2,
    reason: 'Orders of today and tomorrow are what is read; they stay in memory.',
  },
  connectionBytes: { value: 10_000_000, reason: 'Memory that PostgreSQL takes for a connection.' },
  monthsKept: { value: 12, reason: 'Orders are never deleted: the table shows the end of a year.' },
  emptyDatabaseGb: { value: 0.1, reason: 'The schema, and what PostgreSQL itself needs.' },
  wakeSeconds: {
    value: 75,
    reason:
      'Resuming takes a quarter of a minute; then a connection lasts a minute (idle_session_timeout).',
  },
  proxyMinAcus: { value: 8, reason: 'A proxy is billed for so many at least.' },
  bucketGb: { value: 1, reason: 'Pages, and packages and source maps of the last deployments.' },
} satisfies Record<string, Assumption>;

export interface Size {
  readonly orders: number;
  /** At the counter, showing the board while it is open. */
  readonly screens: number;
  /** Routes that are used in an hour that is open: each makes metrics. */
  readonly routes: number;
  /** Share of the calls that find no instance with an open connection. */
  readonly fresh: number;
}

/**
 * One person at the counter hands over some 60 orders an hour, 20,000 a month. The more requests, the
 * more of them find an instance that is awake: it lives for hours.
 */
export const sizes: readonly Size[] = [
  { orders: 0, screens: 0, routes: 0, fresh: 1 },
  { orders: 1_000, screens: 1, routes: 10, fresh: 0.2 },
  { orders: 100_000, screens: 5, routes: 25, fresh: 0.02 },
  { orders: 10_000_000, screens: 500, routes: 40, fresh: 0.002 },
];
