/**
 * Writes the tables of docs/reliability.md from the raw reports in docs/reliability/, each below the
 * comment that names its file: `npm run reliability -w docs`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Report } from '../tests/faults/run.ts';

export const reliabilityFile = new URL('./reliability.md', import.meta.url);

/** A block: its opening comment, its content and its closing comment. */
const block = /(<!-- (reliability\/[\w.-]+\.json) -->\n)[^]*?(<!-- end -->)/g;

/** @returns the page with its tables as the raw reports have them */
export async function renderReliability(page: string): Promise<string> {
  const files = [...page.matchAll(block)].map(([, , file = '']) => file);
  const tables = await Promise.all(files.map(renderReport));
  const rendered = page.replaceAll(
    block,
    (_, begin: string, _file: string, end: string) => `${begin}\n${tables.shift()}\n${end}`,
  );
  return format(rendered, { ...(await resolveConfig(reliabilityFile)), parser: 'markdown' });
}

async function renderReport(file: string): Promise<string> {
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  const report = JSON.parse(text) as Report;
  const { at, commit, machine, faults, happened, steps, settled, verdict } = report;
  const died = Object.values(steps).filter((end) => end === 'killed').length;
  const { ended, ended_late, ...figures } = verdict;
  const rows = [ended, ended_late].map((counts) => Object.values(counts));
  return [
    `On ${at.slice(0, 10)}, at commit ${commit}, on ${machine.cpus} cores with ${machine.memory_gb} GB: ` +
      `**${faults} faults**; ${died} of ${Object.keys(steps).length} kill points were reached; ` +
      `${settled ? 'every order was decided at the end' : 'some orders were not decided'}.\n`,
    ...table(
      Object.keys(figures).map((kind) => kind.replaceAll('_', ' ')),
      [Object.values(figures).map((found) => (typeof found === 'number' ? found : found.length))],
    ),
    '\nStatuses at the end:\n',
    ...table(
      ['', ...Object.keys(ended)],
      [
        ['all', ...(rows[0] ?? [])],
        ['the last third', ...(rows[1] ?? [])],
      ],
    ),
    '',
    ...table(
      ['fault', 'times'],
      Object.entries(happened).map(([fault, times]) => [toPlainName(fault), times]),
    ),
  ].join('\n');
}

/** Reports of earlier runs have older names of some faults. */
function toPlainName(fault: string): string {
  return fault
    .replace('everybody', 'all clients') // cspell:disable-line
    .replace('somebody holds', 'locked:'); // cspell:disable-line
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) {
  const page = await readFile(reliabilityFile, 'utf8');
  await writeFile(reliabilityFile, await renderReliability(page));
}
