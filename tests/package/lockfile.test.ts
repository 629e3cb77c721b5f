import { readFile } from 'node:fs/promises';

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
}

const file = new URL('../../package-lock.json', import.meta.url);
const { packages } = JSON.parse(await readFile(file, 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const installed = Object.entries(packages).filter(([path]) => path !== '');

test('every package has a checksum', () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))).toEqual(
    [],
  );
});

test('no package comes from elsewhere than the public registry', () => {
  const isElsewhere = ({ resolved }: LockedPackage) =>
    resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/');
  expect(installed.filter(([, entry]) => isElsewhere(entry))).toEqual([]);
});
