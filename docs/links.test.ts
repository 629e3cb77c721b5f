import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/** All pages of the project: at the top and below docs/. */
async function findPages(): Promise<string[]> {
  const inDocs = await readdir(new URL('docs', root), { recursive: true });
  const names = [...(await readdir(root)), ...inDocs.map((name) => `docs/${name}`)];
  return names.filter((name) => name.endsWith('.md'));
}

test('every link to a file leads to an existing file', async () => {
  const missing: string[] = [];
  for (const page of await findPages()) {
    const text = await readFile(new URL(page, root), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const path = fileURLToPath(new URL(target, new URL(page, root)));
      if (!(await stat(path).catch(() => undefined))) missing.push(`${page}: ${target}`);
    }
  }
  expect(missing).toEqual([]);
});

test('every decision has a number of its own, which its title repeats', async () => {
  const files = (await readdir(new URL('docs/decisions', root))).sort();
  const titles = await Promise.all(
    files.map(async (file) => {
      const [title = ''] = (await readFile(new URL(`docs/decisions/${file}`, root), 'utf8')).split(
        '\n',
      );
      return /^# (\d+)\. /.exec(title)?.[1]?.padStart(4, '0');
    }),
  );
  expect(titles).toEqual(files.map((file) => file.slice(0, 4)));
  expect(new Set(titles).size).toBe(files.length);
});
