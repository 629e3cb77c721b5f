/** All of `npm run mutants -w tests`, so that a mutant which survives fails the suite. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mutants } from './mutants.ts';

const program = fileURLToPath(new URL('./check-mutants.ts', import.meta.url));

test('the checker finds every mutant, and nothing in the real code', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program]).catch(
    (error: unknown) => {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}\n${stderr}`);
    },
  );
  for (const { name } of mutants) expect(stdout).toContain(`found, the mutant that ${name}: `);
}, 600_000);
