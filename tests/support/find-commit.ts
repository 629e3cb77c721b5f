import { run } from './find-program.ts';

/** The commit of the checkout, with "-dirty" when it is not all there is; "unknown" outside of one. */
export function findCommit(): Promise<string> {
  return run('git', ['describe', '--always', '--dirty', '--abbrev=10']).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
}
