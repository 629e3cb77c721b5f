import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type HttpFunction, newContext, newHttpEvent } from '../../support/call.ts';
import { findFunctions, loadFunction } from '../../support/deployed-functions.ts';
import { drawCase, type FuzzCase, fuzzedRoutes } from './draw-case.ts';
import { findFault, findLogFault, hashesPassword } from './judge.ts';
import { createWorld, type World } from './world.ts';

export interface Finding {
  /** The case, or the work before or after all cases. */
  readonly during: FuzzCase | 'setup' | 'processing';
  readonly fault: string;
}

export interface Report {
  readonly cases: number;
  /** The number of responses by route and status. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly logLines: number;
  readonly findings: readonly Finding[];
}

/** Concurrent requests, about as many as connections to the database. */
const lanes = 16;
/** Longer than the time limit of any request. */
const patienceMs = 30_000;

/**
 * Sets up the database, sends the cases with these numbers, and checks every response and every
 * line of the log. At the end the processor gets all accepted orders.
 */
export async function fuzz(seed: number, numbers: Iterable<number>): Promise<Report> {
  const functions = await loadFunctions();
  const findings: Finding[] = [];
  const statuses = new Map(fuzzedRoutes.map((route) => [route, new Map<number, number>()]));
  const log = watchLog((finding) => findings.push(finding));
  let cases = 0;

  async function run(world: World, drawn: FuzzCase) {
    const { route, visitor } = drawn;
    cases++;
    const result = await ask(functions.get(route), world, drawn);
    const fault = typeof result === 'string' ? result : findFault(route, result);
    if (fault !== undefined) findings.push({ during: drawn, fault });
    const status = typeof result === 'string' ? 0 : (result.statusCode ?? 200);
    const counts = statuses.get(route);
    counts?.set(status, (counts.get(status) ?? 0) + 1);
    // A case has signed this visitor out, or deactivated the account.
    if (status === 401) await world.signInAgain(visitor);
    // Without this, all sign-ins would be throttled after the wrong passwords of other cases.
    if (status === 429) await world.forgetFailedSignIns();
  }

  /** Requests with passwords run one after the other, because a process refuses most of many concurrent ones. */
  let slowOnes: Promise<unknown> = Promise.resolve();
  const queue = numbers[Symbol.iterator]();
  async function lane(world: World) {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const drawn = drawCase(seed, next.value);
      const ask = () => log.during(drawn, () => run(world, drawn));
      await (hashesPassword(drawn.route) ? (slowOnes = slowOnes.then(ask)) : ask());
    }
  }
  try {
    const world = await log.during('setup', createWorld);
    await Promise.all(Array.from({ length: lanes }, () => lane(world)));
    for (const order of await log.during('processing', () => world.processAll())) {
      findings.push({ during: 'processing', fault: `is not decided: ${JSON.stringify(order)}` });
    }
  } finally {
    log.stop();
  }
  return { cases, statuses, findings, logLines: log.lines() };
}

async function loadFunctions(): Promise<Map<string, HttpFunction>> {
  const folders = await findFunctions();
  const loaded = fuzzedRoutes.map(
    async (route) => [route, await loadFunction(folders.get(route) ?? '')] as const,
  );
  return new Map(await Promise.all(loaded));
}

/** @returns the response, or the failure */
async function ask(
  handler: HttpFunction | undefined,
  world: World,
  drawn: FuzzCase,
): Promise<APIGatewayProxyStructuredResultV2 | string> {
  const patience = new AbortController();
  const never = setTimeout(patienceMs, 'does not answer', { signal: patience.signal });
  never.catch(() => undefined);
  try {
    return await Promise.race([
      handler?.(toEvent(world, drawn), newContext()) ?? 'is missing',
      never,
    ]);
  } catch (error) {
    return `throws ${String(error)}`;
  } finally {
    patience.abort();
  }
}

function toEvent(
  world: World,
  { visitor, csrfToken, sourceIp, isBase64Encoded, ...drawn }: FuzzCase,
) {
  const { route, headers, body, pathParameters, query } = drawn;
  const credentials = world.credentialsOf(visitor, csrfToken);
  const cookie = [headers['cookie'], credentials['cookie']].filter(Boolean).join('; ');
  const event = newHttpEvent(route, {
    headers: { ...headers, ...credentials, ...(cookie !== '' && { cookie }) },
    pathParameters,
    query,
  });
  const { requestContext } = event;
  const http = { ...requestContext.http, sourceIp };
  return {
    ...event,
    requestContext: { ...requestContext, http },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  };
}

/** Reads the log lines of a case; other output is passed on. */
function watchLog(onFault: (finding: Finding) => void) {
  const reasons = new AsyncLocalStorage<Finding['during']>();
  let lines = 0;
  const streams = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      const during = reasons.getStore();
      if (!during) return write(chunk, ...rest);
      lines++;
      const fault = findLogFault(chunk.toString());
      if (fault !== undefined) onFault({ during, fault });
      return true;
    };
    return { stream, write };
  });
  return {
    during: <T>(reason: Finding['during'], work: () => Promise<T>) => reasons.run(reason, work),
    lines: () => lines,
    stop() {
      for (const { stream, write } of streams) stream.write = write;
    },
  };
}
