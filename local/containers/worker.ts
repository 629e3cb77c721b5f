/** The worker container: feeds `process-order` from RabbitMQ until it is stopped. */
import { setTimeout } from 'node:timers/promises';
import { handler } from '../../functions/process-order/handler.ts';
import { rabbitmqConfig, workerConfig } from '../../shared/config.ts';
import { closeDatabase, database } from '../../shared/db/database.ts';
import { requireDurability } from '../../shared/db/durability.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { logger } from '../../shared/logger.ts';
import {
  type RabbitmqEventSource,
  startRabbitmqEventSource,
} from '../event-sources/rabbitmq-event-source.ts';
import { startWorkerHealth } from './worker-health.ts';

let eventSource: RabbitmqEventSource | undefined;

startWorkerHealth({
  port: workerConfig().healthPort,
  database,
  isConsuming: () => eventSource?.isConsuming() ?? false,
});

process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));

start().catch(giveUp);

async function start() {
  await untilDatabaseAnswers();
  eventSource = await startRabbitmqEventSource(handler, rabbitmqConfig());
  giveUp(await eventSource.refused);
}

/**
 * Waits for the database, because consuming without it would use up the messages' attempts.
 * @throws VolatileDatabase when the database may lose confirmed commits
 */
async function untilDatabaseAnswers(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await requireDurability(database);
      return;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (attempt === 1) logger.warn('worker waits for the database');
      await setTimeout(1_000);
    }
  }
}

/** Exits because of a wrong configuration, so that the orchestrator reports the failure. */
function giveUp(error: Error): never {
  logger.critical(`The worker cannot work: ${error.message}`);
  process.exit(1);
}

async function stop(signal: string) {
  logger.info('worker stops', { signal });
  await eventSource?.stop();
  await closeDatabase();
  process.exit(0);
}
