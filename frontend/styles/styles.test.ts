import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Stylesheets of all pages; a view may extend their classes. */
const shared = ['design-tokens.css', 'base.css', 'components.css'];

test('no stylesheet restyles a class of another view', async () => {
  const files = (await readdir(folder)).filter(
    (name) => name.endsWith('.css') && !shared.includes(name),
  );
  const styledIn = new Map<string, string[]>();
  for (const file of files) {
    const css = await readFile(`${folder}${file}`, 'utf8');
    for (const name of new Set(classesByThemselves(css))) {
      styledIn.set(name, [...(styledIn.get(name) ?? []), file]);
    }
  }
  expect(styledIn.size).toBeGreaterThan(100);
  expect([...styledIn].filter(([, files]) => files.length > 1)).toEqual([]);
});

test('hover styles are only for devices that can hover', async () => {
  const found: string[] = [];
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.css'))) {
    const css = await readFile(`${folder}${file}`, 'utf8');
    // Prettier indents the rules of a media query, and ends the query with a brace at the line's start.
    const others = css.replaceAll(/@media \(hover: hover\)[^]*?\n\}/g, '');
    for (const [rule] of others.matchAll(/^.*:hover.*$/gm)) found.push(`${file}: ${rule.trim()}`);
  }
  expect(found).toEqual([]);
});

/** Classes with rules that apply everywhere, not only below another class. */
function classesByThemselves(css: string): string[] {
  return [...css.matchAll(/^\.([\w-]+)(?:,| \{)$/gm)].map(([, name]) => name ?? '');
}
