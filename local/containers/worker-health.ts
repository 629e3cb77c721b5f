import { createServer, type ServerResponse } from 'node:http';
import { checkReadiness } from '../../functions/health/check-readiness.ts';
import type { Liveness } from '../../shared/contract/health.ts';
import type { Queryable } from '../../shared/db/database.ts';

export interface WorkerHealthOptions {
  readonly port: number;
  readonly database: Queryable;
  readonly isConsuming: () => boolean;
}

const alive: Liveness = { status: 'alive' };

/**
 * Answers as the API does, on this machine only: `GET /health` whether the process and its event loop
 * live, whatever else is down, and `GET /health/ready` whether orders are processed. A restart helps
 * against the first alone.
 */
export function startWorkerHealth({ port, database, isConsuming }: WorkerHealthOptions): void {
  // A worker that consumes has a broker; one that takes no messages at the moment still gives them.
  const queue = {
    check: () => (isConsuming() ? Promise.resolve() : Promise.reject(new Error('not consuming'))),
  };
  const server = createServer((request, response) => {
    if (request.url === '/health') answer(response, 200, alive);
    else if (request.url === '/health/ready') void tellReadiness(response);
    else response.writeHead(404).end();
  });
  async function tellReadiness(response: ServerResponse) {
    const readiness = await checkReadiness(database, queue, isConsuming);
    answer(response, readiness.status === 'ready' ? 200 : 503, readiness);
  }

  server.listen(port, '127.0.0.1');
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
