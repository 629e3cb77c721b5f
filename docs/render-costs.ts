/**
 * Reckons the costs in docs/deploy.md anew: `npm run docs:costs`. Between `<!-- costs: name -->` and
 * `<!-- end of costs -->` the page is written by this, the rest by people.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  costOf,
  count,
  measured,
  prices,
  reckon,
  reckonAcus,
  reckonTraffic,
  type Reckoning,
} from '../cloud/costs.ts';
import { readStackSizes, type StackSizes } from '../cloud/stack-sizes.ts';
import { assumptions, type Size, sizes } from '../cloud/workload.ts';
import { packageService, readTemplate } from '../tests/support/packaged.ts';

export const deployPage = new URL('./deploy.md', import.meta.url);

interface Column {
  readonly title: string;
  readonly stack: StackSizes;
  readonly size: Size;
  readonly reckoning: Reckoning;
}

/** @returns the page with all that is reckoned in it reckoned anew */
export async function renderDeployPage(page: string): Promise<string> {
  const columns = await reckonColumns();
  const parts: Readonly<Record<string, () => string>> = {
    table: () => renderTotals(columns),
    loads: () => renderLoads(columns),
    arithmetic: () => columns.map(renderArithmetic).join('\n\n'),
    prices: renderPrices,
    workload: renderWorkload,
  };
  const written = page.replace(
    /(<!-- costs: (\w+) -->)[^]*?(<!-- end of costs -->)/g,
    (_, begin: string, name: string, end: string) => {
      const render = parts[name];
      if (!render) throw new Error(`Nothing is reckoned under the name ${name}.`);
      return `${begin}\n\n${render()}\n\n${end}`;
    },
  );
  const missing = Object.keys(parts).filter((name) => !page.includes(`<!-- costs: ${name} -->`));
  if (missing.length > 0) throw new Error(`The page has no place for ${missing.join(', ')}.`);
  return written;
}

async function reckonColumns(): Promise<Column[]> {
  const [dev, prod] = [await readStack('dev'), await readStack('prod')];
  const column = (stage: string, stack: StackSizes, size: Size): Column => ({
    title: size.orders === 0 ? `\`${stage}\`, 0` : count(size.orders),
    stack,
    size,
    reckoning: reckon(stack, size),
  });
  const idle = sizes.filter(({ orders }) => orders === 0);
  return [
    ...idle.map((size) => column('dev', dev, size)),
    ...sizes.map((size) => column('prod', prod, size)),
  ];
}

async function readStack(stage: 'prod' | 'dev'): Promise<StackSizes> {
  return readStackSizes(await readTemplate(await packageService(stage)));
}

/** A row for each thing that is paid for, a column for each size. */
function renderTotals(columns: readonly Column[]): string {
  // The largest has all there is, in its order.
  const names = new Set(
    columns.toReversed().flatMap(({ reckoning }) => reckoning.lines.map(nameOf)),
  );
  const bold = (amount: number) => `**${dollars(amount)}**`;
  return renderTable(
    ['USD a month, at orders a month', ...columns.map(({ title }) => title)],
    [
      ...[...names].map((name) => [
        name,
        ...columns.map(({ reckoning }) => {
          const line = reckoning.lines.find(({ what }) => what === name);
          return line ? dollars(costOf(line)) : '';
        }),
      ]),
      ['**Total**', ...columns.map(({ reckoning }) => bold(reckoning.total))],
      [
        'Total less what an account has for nothing',
        ...columns.map(({ reckoning }) => dollars(reckoning.totalWithFree)),
      ],
    ],
  );
}

const nameOf = ({ what }: { readonly what: string }) => what;

/** How near each size comes to what limits it, and what it meets first. */
function renderLoads(columns: readonly Column[]): string {
  const busy = columns
    .filter(({ size }) => size.orders > 0)
    .map((column) => ({
      title: column.title,
      loads: reckonLoads(column),
    }));
  const names = busy[0]?.loads.map(({ what, limit, by }) => [what, `${count(limit)}, ${by}`]) ?? [];
  const nearest = busy.map(({ loads }) => {
    const [first] = loads.toSorted((a, b) => b.load / b.limit - a.load / a.limit);
    return first ? `${first.what}, at ${Math.round((first.load / first.limit) * 100)} %` : '';
  });
  return renderTable(
    ['in the busiest minute', 'limit', ...busy.map(({ title }) => title)],
    [
      ...names.map((name, index) => [
        ...name,
        ...busy.map(({ loads }) => shortNumber(loads[index]?.load ?? 0)),
      ]),
      ['**met first**', '', ...nearest],
    ],
  );
}

function reckonLoads({ stack, size }: Column) {
  const traffic = reckonTraffic(stack, size);
  const processMs = assumptions.processMs.value;
  const peak = (perMonth: number) =>
    (perMonth / (assumptions.openHoursPerMonth.value * 3_600)) * assumptions.peakFactor.value;
  return [
    {
      what: 'requests a second',
      limit: stack.requestsPerSecond,
      by: '`requestsPerSecond`',
      load: peak(traffic.requestCount),
    },
    { what: 'functions at once', limit: 1_000, by: 'of the account', load: traffic.atOnce },
    {
      what: 'ACUs',
      limit: stack.maxAcus,
      by: '`databaseMaxCapacity`',
      load: reckonAcus(stack, size, traffic).acus,
    },
    {
      what: 'orders a second',
      limit: (stack.batchSize / processMs) * 1_000,
      by: `one lock, ${stack.batchSize} orders in ${processMs} ms`,
      load: peak(size.orders),
    },
    {
      what: 'processors at once',
      limit: stack.processorsAtOnce,
      by: '`processorsAtOnce`',
      load: (peak(traffic.batches) * processMs) / 1_000,
    },
  ];
}

function renderArithmetic({ title, size, reckoning }: Column): string {
  const name = size.orders === 0 ? title.replace(', 0', ', no orders') : `${title} orders`;
  const rows = reckoning.lines.map((line) => [
    line.what,
    line.how,
    `${amount(line.quantity)} × ${unitPrice(line.price.usd)}`,
    dollars(costOf(line)),
  ]);
  return `**${name}: ${dollars(reckoning.total)}**\n\n${renderTable(
    ['what', 'how much', 'quantity × price', 'USD'],
    rows,
  )}`;
}

function renderPrices(): string {
  return renderTable(
    ['USD', 'per', 'free each month', 'read', 'where'],
    Object.values(prices).map((price) => [
      unitPrice(price.usd),
      price.per,
      price.free === undefined ? '' : count(price.free),
      price.read,
      `[${listName(price.source)}](${price.source})${price.unverified === true ? ', not in the price list: commonly published' : ''}`,
    ]),
  );
}

function listName(source: string): string {
  return (
    /aws\/(\w+)\/current\/(eu-central-1)?/.exec(source)?.slice(1).filter(Boolean).join(', ') ??
    'pricing page'
  );
}

function renderWorkload(): string {
  const { firstLoad, requests, order, read } = measured;
  const weighed = Object.entries(requests).map(
    ([route, { bytes, logBytes }]) =>
      `\`${route}\` ${count(bytes)} B and ${count(logBytes)} B of log`,
  );
  const sizeRows = sizes
    .filter(({ orders }) => orders > 0)
    .map(({ orders, screens, routes, fresh }) => [
      count(orders),
      String(screens),
      String(routes),
      `${fresh * 100} %`,
    ]);
  return [
    `Measured by \`npm run docs:workload\`: the shop's first load is ${firstLoad.files} files of ${count(firstLoad.bytes)} B together; answers are ${weighed.join(', ')}. An order leaves ${count(order.databaseBytes)} B in the database, ${count(order.databaseLogBytes)} B in the database's own log and ${count(order.processorLogBytes)} B in the processor's, and takes ${order.databaseCpuMs} ms of a processor in PostgreSQL; a request that reads takes ${read.databaseCpuMs} ms. Bytes are the same at every run; processor time is that of the machine which measured, and varied by a third between runs.`,
    'Assumed:',
    renderTable(
      ['what', 'value', 'why'],
      Object.entries(assumptions).map(([name, { value, reason }]) => [
        `\`${name}\``,
        value.toLocaleString('en-US'),
        reason,
      ]),
    ),
    'And by size:',
    renderTable(
      ['orders', 'screens at the counter', 'routes in use', 'calls that connect anew'],
      sizeRows,
    ),
  ].join('\n\n');
}

/** As Prettier writes a table. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, index) =>
    Math.max(3, cell.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(toLine).join('\n');
}

function dollars(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A price of a millionth is no price that anybody can read. */
function unitPrice(usd: number): string {
  const plain = usd.toFixed(12).replace(/0+$/, '').replace(/\.$/, '');
  return usd < 0.000_01 ? `${Number((usd * 1e6).toPrecision(6))} ÷ 1,000,000` : plain;
}

function amount(quantity: number): string {
  return quantity < 100 ? String(Number(quantity.toPrecision(3))) : count(quantity);
}

function shortNumber(number: number): string {
  return number < 10 ? String(Number(number.toPrecision(2))) : count(number);
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-costs-'));
  process.env['TEST_PACKAGE_FOLDER'] = folder;
  try {
    await writeFile(deployPage, await renderDeployPage(await readFile(deployPage, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
