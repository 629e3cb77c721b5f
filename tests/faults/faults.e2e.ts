/** A short run of `npm run test:faults` in each arrangement; `npm run check:release` has longer ones. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Report } from './run.ts';

const program = fileURLToPath(new URL('./run.ts', import.meta.url));

// Each run waits most of the time, and neither shares anything with the other.
test.concurrent.each([
  { arrangement: 'rabbitmq', faults: '6', minutes: '0.3' },
  { arrangement: 'sqs', faults: '4', minutes: '0.2' },
])(
  '$arrangement: nothing is lost, duplicated, oversold or left over under faults',
  async ({ arrangement, faults: wanted, minutes }) => {
    const folder = await mkdtemp(join(tmpdir(), 'bakery-report-'));
    const seed = String(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
    const options = ['--arrangement', arrangement, '--seed', seed, '--faults', wanted];
    options.push('--minutes', minutes, '--report', folder, '--some-answers');
    // The output contains the seed, for a replay.
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options]).catch(
      (error: unknown) => {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`seed ${seed}\n${stdout}\n${stderr}`);
      },
    );
    const written = await readFile(join(folder, `${arrangement}-seed-${seed}.json`), 'utf8');
    await rm(folder, { recursive: true });
    const { faults, verdict } = JSON.parse(written) as Report;
    expect(stdout).toContain(`seed ${seed}`);
    expect(faults).toBeGreaterThan(0);
    expect(verdict.acknowledged).toBeGreaterThan(0);
    expect(verdict).toMatchObject({
      lost: [],
      duplicated: [],
      oversold: [],
      illegal_transitions: [],
      unexplained: [],
    });
  },
  300_000,
);
