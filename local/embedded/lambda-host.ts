import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exitWithParent = new URL('./exit-with-parent.ts', import.meta.url).href;
const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** Generous, because a busy machine is many times slower than an idle one. */
const startTimeoutMs = 180_000;
/** Longer than any request in flight. */
const stopTimeoutMs = 15_000;

export interface LambdaHostOptions {
  readonly apiPort: number;
  /** The whole environment of the functions and their host. */
  readonly env: NodeJS.ProcessEnv;
  /** Receives the functions' log. */
  readonly output: NodeJS.WritableStream;
  /** Cancels the start. */
  readonly signal?: AbortSignal;
}

export interface LambdaHost {
  /** Resolves, with the reason, when the host ends unexpectedly. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** Runs the built functions under serverless-offline in a separate process. */
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
      // A separate process group: Ctrl-C reaches only this process, which ends the host in order.
      detached: true,
    },
  );
  const lastLines = passOn(child, output);
  const ended = once(child, 'exit').then(() => `The functions' host ended.\n${lastLines()}`);
  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    // Kills the host when it ignores SIGTERM.
    const killTimeout = setTimeout(stopTimeoutMs, undefined, { ref: false });
    await Promise.race([ended, killTimeout.then(() => child.kill('SIGKILL'))]);
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

/** Passes a child's output on. @returns the child's last lines, for the error message */
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

/**
 * Uses a separate connection, because Node's default agent may use the proxy of the user's shell.
 */
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
