/**
 * Writes the tables of docs/reliability.md from the raw reports in docs/reliability/, below the
 * comment that names their files: `npm run reliability -w docs`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Report } from '../tests/faults/run.ts';

export const reliabilityFile = new URL('./reliability.md', import.meta.url);

/** A block: its opening comment, its content and its closing comment. */
const block = /(<!-- ((?:reliability\/[\w.-]+\.json )+)-->\n)[^]*?(<!-- end -->)/g;

type Cell = string | number;

/** @returns the page with its tables as the raw reports have them */
export async function renderReliability(page: string): Promise<string> {
  const found = [...page.matchAll(block)].map(([, , files = '']) => files.trim().split(' '));
  const tables = await Promise.all(found.map(renderReports));
  const rendered = page.replaceAll(
    block,
    (_, begin: string, _file: string, end: string) => `${begin}\n${tables.shift()}\n${end}`,
  );
  return format(rendered, { ...(await resolveConfig(reliabilityFile)), parser: 'markdown' });
}

/** A column for each report. */
async function renderReports(files: readonly string[]): Promise<string> {
  const reports = await Promise.all(files.map(readReport));
  const titles = reports.map(({ arrangement }) => (arrangement === 'sqs' ? 'SQS' : 'RabbitMQ'));
  const summaries = reports.map(summarize);
  const faults = reports.map(({ happened }) => countFaults(happened));
  return [
    ...table(['', ...titles], mergeEqual(toRows(summaries))),
    '',
    ...table(['fault', ...titles], toRows(faults).toSorted(byName)),
  ].join('\n');
}

async function readReport(file: string): Promise<Report> {
  return JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')) as Report;
}

function summarize(report: Report): ReadonlyMap<string, Cell> {
  const { at, commit, machine, faults, steps, settled, verdict } = report;
  const died = Object.values(steps).filter((end) => end === 'killed').length;
  const { ended, ended_late, ...figures } = verdict;
  const late = new Map(Object.entries(ended_late));
  return new Map<string, Cell>([
    ['date, commit', `${at.slice(0, 10)}, ${commit}`],
    ['machine', `${machine.cpus} cores, ${machine.memory_gb} GB`],
    ['faults', faults],
    ['kill points reached', `${died} of ${Object.keys(steps).length}`],
    ...Object.entries(figures).map(([kind, found]): [string, number] => [
      kind.replaceAll('_', ' '),
      typeof found === 'number' ? found : found.length,
    ]),
    ['every order decided at the end', settled ? 'yes' : 'no'],
    ...Object.entries(ended).map(([status, count]): [string, string] => [
      `${status} (last third)`,
      `${count} (${late.get(status) ?? 0})`,
    ]),
  ]);
}

/** A row for each name, with its value in every column. */
function toRows(columns: readonly ReadonlyMap<string, Cell>[]): Cell[][] {
  const names = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...names].map((name) => [name, ...columns.map((column) => column.get(name) ?? '')]);
}

/** One row, with all names, for rows that follow each other and have equal values. */
function mergeEqual(rows: readonly Cell[][]): Cell[][] {
  const merged: Cell[][] = [];
  for (const [name = '', ...values] of rows) {
    const [names, ...before] = merged.at(-1) ?? [];
    if (names !== undefined && String(before) === String(values)) {
      merged[merged.length - 1] = [`${names}, ${name}`, ...before];
    } else merged.push([name, ...values]);
  }
  return merged;
}

function byName([a = '']: readonly Cell[], [b = '']: readonly Cell[]): number {
  return String(a).localeCompare(String(b), 'en');
}

/** How often each fault happened: a connection fault for each server, a kill for each part, a lock for each object. */
function countFaults(happened: Report['happened']): ReadonlyMap<string, string> {
  const counts = new Map<string, string>();
  for (const [fault, times] of Object.entries(happened)) {
    const [name = '', place] = fault
      .replace('somebody holds', 'locked:') // cspell:disable-line
      .split(
        / between (?:everybody|all clients|customers) and the |(?<=^kill -9) of |(?<=^locked): /, // cspell:disable-line
      );
    const count = place === undefined ? String(times) : `${place} ${times}`;
    const others = counts.get(name);
    counts.set(name, others === undefined ? count : `${others}; ${count}`);
  }
  return counts;
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) {
  const page = await readFile(reliabilityFile, 'utf8');
  await writeFile(reliabilityFile, await renderReliability(page));
}
