import { readFile } from 'node:fs/promises';
import { mutants, mutate } from './mutants.ts';

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'the code has what the mutant "%s" changes',
  async (_, mutant) => {
    for (const { file } of mutant.changes) {
      const source = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
      expect(mutate(file, source, mutant)).not.toBe(source);
    }
  },
);
