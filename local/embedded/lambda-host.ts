import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exitWithParent = new URL('./exit-with-parent.ts', import.meta.url).href;
const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** A busy machine takes many times as long as an idle one. */
const startTimeoutMs = 180_000;
/** Requests in hand take less. */
const stopTimeoutMs = 15_000;

export interface LambdaHostOptions {
  readonly apiPort: number;
  /** The whole environment of the functions and their host. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets what the functions log. */
  readonly output: NodeJS.WritableStream;
  /** Ends the start before it is complete. */
  readonly signal?: AbortSignal;
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
  signal,
}: LambdaHostOptions): Promise<LambdaHost> {
  const child = spawn(
    process.execPath,
    ['--import', exitWithParent, serverless, 'offline', '--stage', 'local'],
    {
      cwd: root,
      // serverless-offline prints five lines per request unless it logs warnings only.
      env: { ...env, API_PORT: String(apiPort), SLS_LOG_LEVEL: 'warning', REQUEST_LOG: 'on' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own: Ctrl-C reaches us alone, and we end it when it is its turn.
      detached: true,
    },
  );
  const lastLines = passOn(child, output);
  const ended = once(child, 'exit').then(() => `The functions' host ended.\n${lastLines()}`);
  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    // A process that does not listen any more is not asked twice.
    const impatience = setTimeout(stopTimeoutMs, undefined, { ref: false });
    await Promise.race([ended, impatience.then(() => child.kill('SIGKILL'))]);
    await ended;
  }
  try {
    await Promise.race([
      untilAnswering(apiPort, signal),
      ended.then((reason) => Promise.reject(new Error(reason))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { died: ended, stop };
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

/** By a connection of its own: what Node shares may lead through the proxy that the user's shell names. */
async function untilAnswering(apiPort: number, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (!(await answers(apiPort))) {
    if (performance.now() > deadline)
      throw new Error("The functions' host does not answer in time.");
    await setTimeout(50, undefined, { signal });
  }
}

function answers(apiPort: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const options = { host: '127.0.0.1', port: apiPort, path: '/health', agent: new Agent() };
  const asked = request({ ...options, timeout: 5_000 }, (answer) => {
    answer.resume();
    resolve(answer.statusCode === 200);
  });
  asked.once('timeout', () => asked.destroy());
  asked.once('error', () => resolve(false));
  asked.once('close', () => resolve(false));
  asked.end();
  return promise;
}
