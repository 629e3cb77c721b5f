/** The worker container: feeds `process-order` from RabbitMQ until it is told to stop. */
import { createServer } from 'node:http';
import { handler } from '../functions/process-order/handler.ts';
import { batchConfig, rabbitmqConfig, workerConfig } from '../shared/config.ts';
import { closeDatabase } from '../shared/db/database.ts';
import { logger } from '../shared/logger.ts';
import { startRabbitmqEventSource } from './rabbitmq-event-source.ts';

const eventSource = await startRabbitmqEventSource(handler, {
  ...rabbitmqConfig(),
  batch: batchConfig(),
});

/** Healthy while it takes messages; it comes back to that by itself after the broker was away. */
const health = createServer((_, response) => {
  response.writeHead(eventSource.isConsuming() ? 200 : 503).end();
});
health.listen(workerConfig().healthPort, '127.0.0.1');

async function stop(signal: string) {
  logger.info('worker stops', { signal });
  await eventSource.stop();
  await closeDatabase();
  process.exit(0);
}

process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
