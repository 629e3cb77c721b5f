import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface ChildOptions {
  readonly program?: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets all it prints. A file, because a pipe would have to be read by who measures. */
  readonly log: string;
}

/** A process of somebody who is measured. */
export interface Child {
  pid(): number;
  /** @throws with the end of its log when it is not there any more */
  check(): void;
  /** Resolves with its exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Longer than a request in hand, and than a message. */
const patienceMs = 10_000;

/** Nobody stays when we end before our time. */
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
      const impatience = setTimeout(patienceMs, undefined, { ref: false });
      await Promise.race([exited, impatience.then(() => child.kill('SIGKILL'))]);
      await exited;
    },
  };
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

const startTimeoutMs = 120_000;

/** Resolves when anything at all answers there. @throws when nothing does in two minutes */
export async function untilAnswering(url: string, child: Child): Promise<void> {
  const signal = AbortSignal.timeout(startTimeoutMs);
  while (!signal.aborted) {
    child.check();
    if (await fetch(url, { signal }).catch(() => undefined)) return;
    await setTimeout(50);
  }
  throw new Error(`Nothing answers at ${url}.`);
}
