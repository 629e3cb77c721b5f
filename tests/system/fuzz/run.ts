/**
 * `npm run fuzz -w bakery-tests -- [--cases 100000] [--seed 1]` sends this number of random requests, most of them
 * hostile, to the functions as they are deployed, and prints its findings. `npm run fuzz -w bakery-tests -- --seed S
 * --only N` repeats one request, on a new database.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../../local/embedded/postgres.ts';
import { region, startSqsServer } from '../../../local/embedded/sqs-server.ts';
import { closeDatabase } from '../../../shared/db/database.ts';
import { migrateDatabase } from '../../../shared/db/migrate.ts';
import { cloneDatabase } from '../../support/clone-database.ts';
import { closeSql } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';
import { drawCase } from './draw-case.ts';
import { type Finding, fuzz, type Report } from './fuzz.ts';
import { settings } from './world.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
const only = values.only === undefined ? undefined : Number(values.only);
const cases = only === undefined ? Number(values.cases) : 1;
/** Cases per database, so that the catalogue stays small. */
const casesPerWorld = 5_000;
const findingsToPrint = 10;

const say = (text: string) => process.stdout.write(`${text}\n`);

say(`seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'bakery-fuzz-'));
const sqs = await startSqsServer({ port: 0 });
const postgres = await startPostgres({
  dataFolder: join(folder, 'data'),
  port: await freePort(),
  settings: { fsync: 'off' },
});
Object.assign(process.env, settings, {
  // The database lives for this run only.
  ALLOW_VOLATILE_DATABASE: 'on',
  ORDER_QUEUE_URL: sqs.ensureQueue('orders'),
  AWS_ENDPOINT_URL_SQS: sqs.endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});
const startedAt = Date.now();
const totals = new Map<string, Map<number, number>>();
const findings: Finding[] = [];
let done = 0;
let logLines = 0;
try {
  await migrateDatabase({ connectionString: postgres.urls.owner });
  while (done < cases && findings.length < findingsToPrint) {
    const count = Math.min(casesPerWorld, cases - done);
    const first = only ?? done;
    add(await fuzzInNewWorld(Array.from({ length: count }, (_, index) => first + index)));
    if (done % 100_000 === 0 && done < cases) say(`${done} cases, ${rate()}/s`);
  }
} finally {
  await closeConnections();
  await postgres.stop();
  await sqs.stop();
  await rm(folder, { recursive: true, force: true });
}
for (const { during, fault } of findings.slice(0, findingsToPrint)) {
  if (typeof during === 'string') say(`\n${during} ${fault}`);
  else {
    say(`\n${during.route} ${fault}`);
    say(`  npm run fuzz -w bakery-tests -- --seed ${seed} --only ${during.number}`);
    say(`  ${JSON.stringify(during).slice(0, 2_000)}`);
  }
}
if (only !== undefined) say(JSON.stringify(drawCase(seed, only), null, 2));
printTable();
say(
  `seed ${seed}: ${done} cases, ${rate()}/s, ${logLines} lines of log, ${findings.length} findings`,
);
process.exitCode = findings.length === 0 ? 0 : 1;

async function fuzzInNewWorld(numbers: readonly number[]): Promise<Report> {
  await closeConnections();
  const urls = await cloneDatabase(postgres.urls, `fuzz_${numbers[0]}`);
  process.env['DATABASE_URL'] = urls.app;
  process.env['SUPERUSER_DATABASE_URL'] = urls.superuser;
  return fuzz(seed, numbers);
}

/** The next world has another database. */
async function closeConnections() {
  await Promise.all([closeDatabase(), closeSql()]);
}

function add(report: Report) {
  done += report.cases;
  logLines += report.logLines;
  findings.push(...report.findings);
  for (const [route, counts] of report.statuses) {
    const total = totals.get(route) ?? new Map<number, number>();
    totals.set(route, total);
    for (const [status, count] of counts) total.set(status, (total.get(status) ?? 0) + count);
  }
}

function rate(): number {
  return Math.round((done / (Date.now() - startedAt)) * 1_000);
}

/** Prints a line for each route, with the count of each status. */
function printTable() {
  const statuses = [...new Set([...totals.values()].flatMap((counts) => [...counts.keys()]))];
  statuses.sort((a, b) => a - b);
  say(['', ...statuses].map((text, index) => pad(text, index)).join(''));
  for (const [route, counts] of totals) {
    const cells = statuses.map((status) => counts.get(status) ?? '·');
    say([route, ...cells].map((text, index) => pad(text, index)).join(''));
  }
}

function pad(text: string | number, column: number): string {
  return column === 0 ? String(text).padEnd(36) : String(text).padStart(8);
}
