import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A port that a part of the bakery listens on, and the setting that changes it. */
export interface Port {
  readonly setting: string;
  readonly number: number;
}

const highest = 65_535;
/** Lower ports need special rights. */
const lowestForAll = 1_024;

/**
 * A browser may resolve "localhost" to either address, so both must be free, although the bakery
 * may listen on only one.
 */
const loopback = ['127.0.0.1', '::1'] as const;

/**
 * @param patienceMs how long to wait for a port that another process is releasing
 * @throws with a sentence for every port that is not available, before anything was started
 */
export async function ensureFree(
  ports: readonly Port[],
  patienceMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const equal = await explainEqual(ports);
  if (equal.length > 0) throw new Error(equal.join('\n'));
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const problems = await Promise.all(ports.map(findProblem));
    const found = ports.flatMap((port, index) => {
      const problem = problems[index];
      return problem === undefined ? [] : [{ port, problem }];
    });
    if (found.length === 0) return;
    if (performance.now() >= deadline) throw new Error(await explain(found, ports));
    await setTimeout(100, undefined, { signal });
  }
}

async function explainEqual(ports: readonly Port[]): Promise<string[]> {
  const sentences: string[] = [];
  for (const [index, { setting, number }] of ports.entries()) {
    const first = ports.slice(0, index).find((other) => other.number === number);
    if (!first) continue;
    const advice = toAdvice(setting, await findFree(number, ports));
    sentences.push(`${first.setting} and ${setting} are both ${number}. Choose another${advice}`);
  }
  return sentences;
}

async function explain(
  found: readonly { readonly port: Port; readonly problem: string }[],
  ports: readonly Port[],
): Promise<string> {
  const taken = [...ports];
  const sentences: string[] = [];
  for (const { port, problem } of found) {
    const { setting, number } = port;
    const free = await findFree(number, taken);
    // Prevents that the same port is suggested for another setting.
    if (free !== undefined) taken.push({ setting, number: free });
    sentences.push(
      `Port ${number} ${problem}. Free it, or choose another${toAdvice(setting, free)}`,
    );
  }
  return sentences.join('\n');
}

function toAdvice(setting: string, free: number | undefined): string {
  return free === undefined ? ` with ${setting}.` : `: ${setting}=${free} npm start`;
}

/** A port near the wanted number, which is easier to remember. */
async function findFree(wanted: number, taken: readonly Port[]): Promise<number | undefined> {
  const above = Array.from({ length: 100 }, (_, index) => wanted + 10 * (index + 1));
  const below = Array.from({ length: 100 }, (_, index) => wanted - 10 * (index + 1));
  const special = Array.from({ length: 100 }, (_, index) => 8_080 + 10 * index);
  for (const number of [...above, ...below, ...special]) {
    if (number < lowestForAll || number > highest) continue;
    if (taken.some((port) => port.number === number)) continue;
    if ((await findProblem({ number })) === undefined) return number;
  }
  return undefined;
}

async function findProblem({ number }: Pick<Port, 'number'>): Promise<string | undefined> {
  for (const address of loopback) {
    const code = await tryToListen(number, address);
    // On a machine without IPv6, no other program can use that address.
    if (code === undefined || isWithoutFamily(code)) continue;
    return code === 'EADDRINUSE'
      ? `is taken by another program${address === '::1' ? ' on [::1]' : ''}`
      : `cannot be used (${code})`;
  }
  return undefined;
}

function isWithoutFamily(code: string): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EINVAL'].includes(code);
}

function tryToListen(port: number, address: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const server = createServer();
  server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  server.listen(port, address, () => server.close(() => resolve(undefined)));
  return promise;
}
