import { run } from './find-program.ts';

/**
 * The commit of the checkout, with "-dirty" when there are changes; "unknown" outside of a
 * checkout.
 */
export function findCommit(): Promise<string> {
  return run('git', ['describe', '--always', '--dirty', '--abbrev=10']).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
}
