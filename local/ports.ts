import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A port somebody is to listen on, by the name of the setting that changes it. */
export interface Port {
  readonly setting: string;
  readonly number: number;
}

/**
 * @param patienceMs how long a port may be taken by something that is just ending
 * @throws with a sentence for every port that cannot be had, before anything was started
 */
export async function ensureFree(ports: readonly Port[], patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const problems = await Promise.all(ports.map(findProblem));
    const found = problems.filter((problem) => problem !== undefined);
    if (found.length === 0) return;
    if (Date.now() >= deadline) throw new Error(found.join('\n'));
    await setTimeout(100);
  }
}

async function findProblem({ setting, number }: Port): Promise<string | undefined> {
  const code = await tryToListen(number);
  if (code === undefined) return undefined;
  const what = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
  return `Port ${number} ${what}. Free it, or choose another: ${setting}=${number + 10} npm start`;
}

function tryToListen(port: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const server = createServer();
  server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  return promise;
}
