/** The common form of contestants: an API, and the workers behind it, each a separate process. */
import { type Child, untilAnswering } from './child.ts';
import type { Contestant } from './contestant.ts';

export interface Stack extends Pick<
  Contestant,
  'name' | 'url' | 'closesConnections' | 'store' | 'queue' | 'toMessage'
> {
  readonly startApi: () => Child;
  /** @param at the number of the worker, from 0 */
  readonly startWorker?: (at: number) => Child;
}

/** Starts the API and one worker. @returns when the API answers */
export async function startStack(stack: Stack): Promise<Contestant> {
  const { startApi, startWorker, ...about } = stack;
  const startWorkers = (count = 1) =>
    startWorker ? Array.from({ length: count }, (_, at) => startWorker(at)) : [];
  let api = startApi();
  let workers = startWorkers();
  const all = () => [api, ...workers];
  await untilAnswering(about.url, api);
  return {
    ...about,
    pids: () => all().map((child) => child.pid()),
    check() {
      for (const child of all()) child.check();
    },
    startApi() {
      api = startApi();
    },
    stopApi: () => api.stop(),
    startWorkers(count) {
      workers = startWorkers(count);
    },
    async stopWorkers() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
    async stop() {
      await Promise.all(all().map((child) => child.stop()));
    },
  };
}
