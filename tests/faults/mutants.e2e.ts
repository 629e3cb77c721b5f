/** Two mutants of `npm run mutants -w bakery-tests`; `npm run check:release -- faults` runs all of them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mutants } from './mutants.ts';

const program = fileURLToPath(new URL('./check-mutants.ts', import.meta.url));

/** The mutants that duplicate an order and that oversell. */
const chosen = [5, 6];

test('the checker detects the chosen mutants, and nothing in the real code', async () => {
  const options = [program, '--only', chosen.join()];
  const { stdout } = await promisify(execFile)(process.execPath, options).catch(
    (error: unknown) => {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}\n${stderr}`);
    },
  );
  for (const number of chosen) {
    expect(stdout).toContain(`found, the mutant that ${mutants[number - 1]?.name}: `);
  }
}, 600_000);
