import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const exitWithParent = new URL('./exit-with-parent.ts', import.meta.url).href;
const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** Requests in hand take less. */
const stopTimeoutMs = 15_000;

export interface LambdaHostOptions {
  readonly apiPort: number;
  /** The whole environment of the functions and their host. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets what the functions log. */
  readonly output: NodeJS.WritableStream;
}

export interface LambdaHost {
  /** Resolves, with the reason, when the host ends without having been asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** Runs the built functions under serverless-offline in a process of their own. */
export async function startLambdaHost({
  apiPort,
  env,
  output,
}: LambdaHostOptions): Promise<LambdaHost> {
  const child = spawn(
    process.execPath,
    ['--import', exitWithParent, serverless, 'offline', '--stage', 'local'],
    {
      cwd: root,
      env: { ...env, API_PORT: String(apiPort) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own: Ctrl-C reaches us alone, and we end it when it is its turn.
      detached: true,
    },
  );
  const lastLines = passOn(child, output);
  const ended = once(child, 'exit').then(() => `The functions' host ended.\n${lastLines()}`);
  await Promise.race([
    untilAnswering(`http://127.0.0.1:${apiPort}/health`),
    ended.then((reason) => Promise.reject(new Error(reason))),
  ]);
  return {
    died: ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      // Whoever does not listen any more is not asked twice.
      const impatience = setTimeout(stopTimeoutMs, undefined, { ref: false });
      await Promise.race([ended, impatience.then(() => child.kill('SIGKILL'))]);
      await ended;
    },
  };
}

/** Passes on what a child prints. @returns the last of it, to be shown when the child fails */
function passOn(child: ChildProcess, output: NodeJS.WritableStream): () => string {
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      last = (last + chunk.toString()).slice(-2_000);
      output.write(chunk);
    });
  }
  return () => last.trim();
}

async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(50);
  }
}
