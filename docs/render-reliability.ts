/**
 * Writes the tables of docs/reliability.md from the raw reports in docs/reliability/, each after the
 * comment that names its file: `npm run reliability -w docs`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Report } from '../tests/faults/run.ts';

export const reliabilityFile = new URL('./reliability.md', import.meta.url);

/** The comment, and everything up to the one that ends what it stands for. */
const place = /(<!-- (reliability\/[\w.-]+\.json) -->\n)[^]*?(<!-- end -->)/g;

/** @returns the page with its tables as the raw reports have them */
export async function renderReliability(page: string): Promise<string> {
  const files = [...page.matchAll(place)].map(([, , file = '']) => file);
  const tables = await Promise.all(files.map(renderReport));
  const rendered = page.replaceAll(
    place,
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
      `**${faults} faults**; ${died} of ${Object.keys(steps).length} steps were died at; in the end ` +
      `${settled ? 'every order was decided' : 'not every order was decided'}.\n`,
    ...table(
      Object.keys(figures).map((kind) => kind.replaceAll('_', ' ')),
      [Object.values(figures).map((found) => (typeof found === 'number' ? found : found.length))],
    ),
    '\nHow the orders stood in the end:\n',
    ...table(
      ['', ...Object.keys(ended)],
      [
        ['all', ...(rows[0] ?? [])],
        ['the last third', ...(rows[1] ?? [])],
      ],
    ),
    '',
    ...table(['what went wrong', 'times'], Object.entries(happened)),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) {
  const page = await readFile(reliabilityFile, 'utf8');
  await writeFile(reliabilityFile, await renderReliability(page));
}
