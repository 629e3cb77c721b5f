import { setTimeout } from 'node:timers/promises';

let passed = 0;
let failed = 0;

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs one check; later checks run even if it fails. @returns whether it passed */
export async function check(name: string, run: () => Promise<void>): Promise<boolean> {
  const began = performance.now();
  try {
    await run();
    passed++;
    say(`ok    ${name} (${seconds(performance.now() - began)})`);
    return true;
  } catch (error) {
    failed++;
    say(`FAIL  ${name} (${seconds(performance.now() - began)})`);
    say(indent(error instanceof Error ? error.message : String(error)));
    return false;
  }
}

/** Prints information that is neither a pass nor a failure. */
export function note(text: string): void {
  say(`      ${text}`);
}

export function hasFailures(): boolean {
  return failed > 0;
}

export function summary(): string {
  return `${passed} passed, ${failed} failed`;
}

/** Polls until the result is not undefined. @throws when that takes longer than `timeoutMs` */
export async function until<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | undefined>,
  everyMs = 100,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let problem = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      problem = `: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() > deadline) {
      throw new Error(`Not within ${seconds(timeoutMs)}: ${what}${problem}`);
    }
    await setTimeout(everyMs);
  }
}

/** Watches a promise while other work runs. */
export function watch<T>(result: Promise<T>) {
  let over = false;
  const end = () => (over = true);
  result.then(end, end);
  return { result, isOver: () => over };
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}
