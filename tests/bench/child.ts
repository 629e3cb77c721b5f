import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface ChildOptions {
  readonly program?: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file for its output; a pipe would have to be read by the bench. */
  readonly log: string;
}

/** A process of a contestant. */
export interface Child {
  pid(): number;
  /** @throws with the end of its log when it has ended */
  check(): void;
  /** Resolves with its exit code when it ends unexpectedly. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Longer than a request or a message in flight. */
const patienceMs = 10_000;

/** Ended when the bench ends early. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startChild({ program, args, cwd, env, log }: ChildOptions): Child {
  const output = openSync(log, 'a');
  const child = spawn(program ?? process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return {
    pid: () => child.pid ?? 0,
    check() {
      if (isAlive(child)) return;
      throw new Error(`${args.join(' ')} ended:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    },
    ended: exited.then(([code]) => code),
    async stop() {
      if (!isAlive(child)) return;
      child.kill('SIGTERM');
      const killTimeout = setTimeout(patienceMs, undefined, { ref: false });
      await Promise.race([exited, killTimeout.then(() => child.kill('SIGKILL'))]);
      await exited;
    },
  };
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

const startTimeoutMs = 120_000;

/** Resolves at the first response of any status. @throws when there is none within two minutes */
export async function untilAnswering(url: string, child: Child): Promise<void> {
  const signal = AbortSignal.timeout(startTimeoutMs);
  while (!signal.aborted) {
    child.check();
    if (await fetch(url, { signal }).catch(() => undefined)) return;
    await setTimeout(50);
  }
  throw new Error(`Nothing answers at ${url}.`);
}
