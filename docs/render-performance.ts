/**
 * Writes the tables of docs/performance.md and its plots from the raw reports in docs/performance/,
 * each below the comment that names its files: `npm run performance -w docs`.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { newRandom } from '../tests/faults/random.ts';
import { figuresOf, judgeGoals, type Goal, type Result } from '../tests/bench/goals.ts';
import type { Report } from '../tests/bench/run.ts';
import { median, ratioOfMedians } from '../tests/bench/statistics.ts';

export const performanceFile = new URL('./performance.md', import.meta.url);

/** A block: its opening comment, its content and its closing comment. */
const block = /(<!-- ((?:performance\/[\w.-]+\.json )+)(\w+) -->\n)[^]*?(<!-- end -->)/g;

/** The contestants in order of appearance, with their titles. */
const titles: Readonly<Record<string, string>> = {
  ours: 'the bakery',
  lean: 'the bakery, lean host',
  'no-op': 'an empty function',
  tuned: 'Fastify, tuned by hand',
  fastify: 'Fastify, good habits',
  nest: 'NestJS, configured safely',
  flask: 'Flask, tutorial style',
  pgbench: 'pgbench, the same batches',
  'place-order': '`place-order`',
  'place-order of the shop': '`place-order`, with key, customer and pickup time',
  'pgbench place-order': 'pgbench, its statement',
  confirm: 'RabbitMQ, confirmed messages, one at a time',
  'get-order': '`get-order`',
  'pgbench get-order': 'pgbench, its statement ',
  'place-order, a young bakery': '`place-order`, young',
  'place-order, an old bakery': '`place-order`, old',
  'get-order, a young bakery': '`get-order`, young',
  'get-order, an old bakery': '`get-order`, old',
  'a page of all orders, a young bakery': 'a page of all orders, young',
  'a page of all orders, an old bakery': 'a page of all orders, old',
  'a day on the board, a young bakery': 'a day on the board, young',
  'a day on the board, an old bakery': 'a day on the board, old',
  'place-order, few products': '`place-order`, few',
  'place-order, many products': '`place-order`, many',
  'list-products, few products': '`list-products`, few',
  'list-products, many products': '`list-products`, many',
  '1 worker': '1 worker',
  '2 workers': '2 workers',
  '3 workers': '3 workers',
  '4 workers': '4 workers',
  bundled: '`place-order` alone, one bundle',
  unbundled: '`place-order` alone, with its packages',
  'the first minutes': 'the first five minutes',
  'the minutes between': 'the minutes between',
  'the last minutes': 'the last five minutes',
};

/** The figures of each scenario with their titles; the first one is drawn. */
const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  orders: {
    orders_per_second: 'orders/s, POST to Completed',
    orders_per_cpu_second: 'orders per second of processor time',
    own_cpu_ms_per_order: 'processor ms per order: own',
    postgres_cpu_ms_per_order: 'PostgreSQL',
    rabbitmq_cpu_ms_per_order: 'RabbitMQ',
    own_memory_mb: 'memory, own (MB)',
  },
  handlers: { per_second: 'sequential calls per second', first_ms: 'first call (ms)' },
  reads: {
    products_per_second: 'GET /products, per second',
    known_per_second: 'the same, 304',
    order_per_second: 'GET /order/{id}',
  },
  growth: { per_second: 'sequential calls per second' },
  workers: { orders_per_second: 'orders/s' },
  cold: { first_ms: 'process start to the first 201 (ms)', kilobytes: 'code (KB)' },
  soak: {
    p99_completed_ms: 'p99 to Completed, of each minute (ms)',
    p50_completed_ms: 'p50',
    own_memory_mb: 'memory, own (MB)',
  },
  drain: { orders_per_second: 'orders/s' },
  latency: {
    p99_completed_ms: 'p99 to Completed (ms)',
    p50_completed_ms: 'p50',
    p99_answer_ms: 'p99 to the response',
    p50_answer_ms: 'p50',
    rate: 'orders/s sent',
  },
};

export interface Rendered {
  readonly page: string;
  /** Each plot, by its path relative to the page. */
  readonly plots: ReadonlyMap<string, string>;
}

/** @returns the page with tables rendered from the raw reports, and the plots that it shows */
export async function renderPerformance(page: string): Promise<Rendered> {
  const plots = new Map<string, string>();
  const main = await findReport(mainReport);
  const found = [...page.matchAll(block)].map(([, , files = '', what = '']) => ({
    files: [...files.matchAll(/(\S+)\.json /g)].map(([, file = '']) => file),
    what,
  }));
  const texts = await Promise.all(
    found.map(async ({ files, what }) => {
      const [file = '', ...others] = files;
      const report = file === mainReport ? main : await findReport(file);
      if (!report) return 'Not measured yet.\n';
      if (what === 'goals') {
        const reports = [report, ...(await Promise.all(others.map(findReport)))];
        return renderGoals(
          reports.filter((one) => one !== undefined),
          main,
        );
      }
      if (contestantsOf(report, what).length === 0) return 'Not measured in this run.\n';
      plots.set(plotOf(file, what), drawPlot(report, what));
      return renderScenario(report, what, file);
    }),
  );
  const rendered = page.replaceAll(
    block,
    (_, begin: string, _file: string, _what: string, end: string) =>
      `${begin}\n${texts.shift()}\n${end}`,
  );
  const options = { ...(await resolveConfig(performanceFile)), parser: 'markdown' };
  return { page: await format(rendered, options), plots };
}

/** The report whose goals come first. */
const mainReport = 'performance/report';

function plotOf(file: string, scenario: string): string {
  return `${file}-${scenario}.svg`;
}

async function findReport(file: string): Promise<Report | undefined> {
  const url = new URL(`${file}.json`, import.meta.url);
  if (!existsSync(url)) return undefined;
  return JSON.parse(await readFile(url, 'utf8')) as Report;
}

/** The goals with the results of the first report, and a column of ratios for each other report. */
function renderGoals(reports: readonly Report[], main: Report | undefined): string {
  const [results = [], ...others] = reports.map(({ readings, seed }) => judgeGoals(readings, seed));
  const rows = results.map((result) => [
    result.goal.what,
    toLimit(result.goal),
    toRatio(result),
    `${toText(result.low)}–${toText(result.high)}`,
    ...others.map((other) => toRatio(other.find(({ goal }) => goal === result.goal))),
  ]);
  const commits = reports.slice(1).map(({ commit }) => commit);
  return [
    ...reports.map((report) => `${reports.length > 1 ? '- ' : ''}${describeRun(report, main)}`),
    '',
    ...table(['', 'goal', 'found', 'interval', ...commits], rows),
    ...reports.flatMap(({ not_run }) =>
      Object.entries(not_run).map(([name, need]) => `\nNot run: ${name}; it needs \`${need}\`.`),
    ),
  ].join('\n');
}

function toLimit({ atLeast, atMost }: Goal): string {
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
}

/** The ratio, in bold when the goal is reached. */
function toRatio(result: Result | undefined): string {
  if (!result) return '';
  return result.isReached ? `**${toText(result.ratio)}**` : toText(result.ratio);
}

function describeRun({ at, commit, machine, readings }: Report, main?: Report): string {
  const voids = readings.filter((reading) => reading.void !== undefined);
  const calibrations = readings.map(({ calibration_ms }) => calibration_ms);
  const own = toSetup(machine);
  const isSame = main !== undefined && main.at !== at && toSetup(main.machine) === own;
  return (
    `${at.slice(0, 10)}, commit ${commit}, ${isSame ? 'the same machine' : own}: load ` +
    `${machine.load}; ${readings.length} rounds, ${voids.length} void; calibration ` +
    `${toText(Math.min(...calibrations))}–${toText(Math.max(...calibrations))} ms, ` +
    `median ${toText(median(calibrations))}.`
  );
}

function toSetup({ cpus, model, memory_gb, versions = {} }: Report['machine']): string {
  return [
    `${cpus} cores (${model}), ${memory_gb} GB`,
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
  ].join(', ');
}

/** The plot of the first figure, with a table when there are other figures. */
function renderScenario(report: Report, scenario: string, file: string): string {
  const shown = columns[scenario] ?? {};
  const contestants = contestantsOf(report, scenario);
  const [first = ''] = Object.keys(shown);
  const rounds = contestants.map(
    (contestant) => figuresOf(report.readings, { scenario, contestant, figure: first }).length,
  );
  const isEven = new Set(rounds).size === 1;
  const medians = isEven ? `medians of ${rounds[0] ?? 0} rounds` : 'medians';
  const title = shown[first] ?? scenario;
  const plot = plotOf(file, scenario);
  const rows = contestants.map((contestant, index) => [
    titles[contestant] ?? contestant,
    ...Object.keys(shown).map((figure) => {
      const figures = figuresOf(report.readings, { scenario, contestant, figure });
      return figures.length > 0 ? toText(median(figures)) : '';
    }),
    ...(isEven ? [] : [rounds[index] ?? 0]),
  ]);
  if (Object.keys(shown).length === 1 && isEven) {
    const found = rows.map((row) => row.join(': ').replaceAll('`', '')).join('; ');
    return `![${title}, ${medians}. ${found}](${plot})\n`;
  }
  const head = [medians, ...Object.values(shown), ...(isEven ? [] : ['rounds'])];
  return [`![${title}](${plot})\n`, ...table(head, rows)].join('\n');
}

function contestantsOf({ readings }: Report, scenario: string): string[] {
  const names = new Set(
    readings.filter((one) => one.scenario === scenario).map(({ contestant }) => contestant),
  );
  return Object.keys(titles).filter((name) => names.has(name));
}

const width = 760;
const labels = 310;
const rowHeight = 34;

/** A bar for each median, its bootstrap interval as a line, and every round as a dot. */
function drawPlot(report: Report, scenario: string): string {
  const [figure = '', title = ''] = Object.entries(columns[scenario] ?? {})[0] ?? [];
  const rows = contestantsOf(report, scenario).flatMap((contestant) => {
    const figures = figuresOf(report.readings, { scenario, contestant, figure });
    return figures.length > 0 ? [{ contestant, figures }] : [];
  });
  const most = Math.max(1, ...rows.flatMap(({ figures }) => figures));
  const x = (value: number) => Math.round(labels + (value / most) * (width - labels - 80));
  const bars = rows.flatMap(({ contestant, figures }, index) => {
    const y = 40 + index * rowHeight;
    const middle = median(figures);
    const { low, high } = ratioOfMedians(figures, [1], newRandom(report.seed));
    const name = (titles[contestant] ?? contestant).replaceAll('`', '');
    const colour = !/^(lean|no-op|tuned|fastify|nest|flask|pgbench|confirm)/.test(contestant)
      ? '#b4541a'
      : '#9a8f84';
    return [
      `<text x="${labels - 8}" y="${y + 17}" text-anchor="end">${name}</text>`,
      `<rect x="${labels}" y="${y + 4}" width="${x(middle) - labels}" height="18" fill="${colour}"/>`,
      ...figures.map(
        (one) => `<circle cx="${x(one)}" cy="${y + 13}" r="3" fill="#2b2118" fill-opacity=".5"/>`,
      ),
      `<path d="M${x(low)} ${y + 13}H${x(high)}" stroke="#2b2118" stroke-width="2"/>`,
      `<text x="${x(Math.max(...figures)) + 8}" y="${y + 17}">${toText(middle)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${50 + rows.length * rowHeight}" font-family="system-ui, sans-serif" font-size="13" fill="#2b2118">`,
    `<rect width="100%" height="100%" fill="#fffaf3"/>`,
    `<text x="${labels}" y="24" font-weight="bold">${title}</text>`,
    ...bars,
    '</svg>\n',
  ].join('\n');
}

/** More than three digits would suggest a precision that the figures lack. */
function toText(number: number): string {
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en');
  return String(Number(number.toPrecision(3)));
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) {
  const { page, plots } = await renderPerformance(await readFile(performanceFile, 'utf8'));
  await writeFile(performanceFile, page);
  for (const [path, svg] of plots) await writeFile(new URL(path, import.meta.url), svg);
}
