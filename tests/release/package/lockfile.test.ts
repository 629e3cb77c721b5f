import { readFile } from 'node:fs/promises';

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

describe.each(['.', 'tests/release/lighthouse', 'tests/bench/peers'])(
  'the lock file of %s',
  (folder) => {
    let installed: readonly (readonly [string, LockedPackage])[];

    beforeAll(async () => {
      const file = new URL(`../../../${folder}/package-lock.json`, import.meta.url);
      const { packages } = JSON.parse(await readFile(file, 'utf8')) as {
        packages: Record<string, LockedPackage>;
      };
      // The project and its workspaces are in the lock file too.
      installed = Object.entries(packages).filter(
        ([path, { link = false }]) => path.includes('node_modules/') && !link,
      );
    });

    test('has a checksum for every package', () => {
      expect(installed.length).toBeGreaterThan(100);
      expect(
        installed.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')),
      ).toEqual([]);
    });

    test('contains packages of the public registry only', () => {
      const isElsewhere = ({ resolved }: LockedPackage) =>
        resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/');
      expect(installed.filter(([, entry]) => isElsewhere(entry))).toEqual([]);
    });
  },
);
