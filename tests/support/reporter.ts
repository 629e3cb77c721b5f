import { writeSync } from 'node:fs';
import type { AggregatedResult, Reporter } from '@jest/reporters';

/** Ends the run with one summary line, skipped tests included. */
export default class ClosingLine implements Pick<Reporter, 'onRunComplete'> {
  onRunComplete(_: unknown, results: AggregatedResult): void {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } =
      results;
    // A test file that could not be run reports no failed tests, so failed files count too.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const skipped = numPendingTests + numTodoTests;
    const line = `${numPassedTests} passed, ${failed} failed`;
    // Jest's own summary comes after the last reporter.
    process.once('exit', () => {
      writeSync(1, `\n${skipped > 0 ? `${line}, ${skipped} skipped` : line}\n`);
    });
  }
}
