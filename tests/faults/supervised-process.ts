import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface SupervisedOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file for its output, over all restarts. */
  readonly log: string;
}

/** A Node process that is restarted when it ends, like `restart: unless-stopped`. */
export interface Supervised {
  /** The id of the current process, if it runs. */
  pid(): number | undefined;
  /** kill -9. @returns whether there was a process to kill */
  kill(): boolean;
  /** Sends SIGTERM, as a rolling restart does; the process then starts again. */
  terminate(): void;
  /** Ends without a restart. */
  stop(): Promise<void>;
  /** Starts again after `stop`. */
  start(): void;
  /** Settings of the next process only. */
  setNextLife(env: Readonly<Record<string, string>>): void;
  /** How often it has been started. */
  lives(): number;
  /** Resolves when the current process, or the one before, has ended. */
  ended(): Promise<void>;
}

const restartDelayMs = 200;

export function supervise({ args, cwd, env, log }: SupervisedOptions): Supervised {
  const output = createWriteStream(log, { flags: 'a' });
  let child: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let isWanted = false;
  let lives = 0;
  let nextLife: Readonly<Record<string, string>> = {};

  function live() {
    lives++;
    const started = spawn(process.execPath, args, {
      cwd,
      env: { ...env, ...nextLife },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    nextLife = {};
    started.stdout.pipe(output, { end: false });
    started.stderr.pipe(output, { end: false });
    child = started;
    ended = once(started, 'exit').then(([code, signal]) => {
      child = undefined;
      output.write(`--- ended: ${String(signal ?? code)}\n`);
      if (!isWanted) return;
      void setTimeout(restartDelayMs).then(() => {
        if (isWanted && !child) live();
      });
    });
  }

  return {
    pid: () => child?.pid,
    kill: () => child?.kill('SIGKILL') ?? false,
    terminate: () => void child?.kill('SIGTERM'),
    start() {
      isWanted = true;
      if (!child) live();
    },
    async stop() {
      isWanted = false;
      child?.kill('SIGKILL');
      await ended;
    },
    setNextLife: (settings) => (nextLife = settings),
    lives: () => lives,
    ended: () => ended.then(() => undefined),
  };
}
