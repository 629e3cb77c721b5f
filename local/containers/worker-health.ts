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
 * Serves the health checks of the worker, on this machine only. `GET /health` (liveness) answers
 * when the process and its event loop respond, even while a dependency is down. `GET /health/ready`
 * (readiness) says whether orders are processed. A restart only helps when liveness fails.
 */
export function startWorkerHealth({ port, database, isConsuming }: WorkerHealthOptions): void {
  // A consuming worker is connected to a broker. A broker that accepts no messages still delivers.
  const queue = {
    check: () => (isConsuming() ? Promise.resolve() : Promise.reject(new Error('not consuming'))),
  };
  const server = createServer((request, response) => {
    if (request.url === '/health') answer(response, 200, alive);
    else if (request.url === '/health/ready') void sendReadiness(response);
    else response.writeHead(404).end();
  });
  async function sendReadiness(response: ServerResponse) {
    const readiness = await checkReadiness(database, queue, isConsuming);
    answer(response, readiness.status === 'ready' ? 200 : 503, readiness);
  }

  server.listen(port, '127.0.0.1');
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
