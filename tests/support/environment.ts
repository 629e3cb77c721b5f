import { randomUUID } from 'node:crypto';
import { TestEnvironment } from 'jest-environment-node';
import type { PostgresUrls } from '../../local/embedded/postgres-roles.ts';
import { region, type SqsServer, startSqsServer } from '../../local/embedded/sqs-server.ts';
import { cloneDatabase } from './clone-database.ts';

/**
 * Gives every test file its own database and queue. Environment variables name both as in
 * production, so that a test can import a handler and call it.
 */
export default class BakeryEnvironment extends TestEnvironment {
  #sqs: SqsServer | undefined;

  override async setup(): Promise<void> {
    await super.setup();
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const sqs = await startSqsServer({ port: 0 });
    this.#sqs = sqs;
    // Tests read the queue by this function, because the server accepts only requests of SQS.
    Object.assign(this.global, { peekQueue: (name: string) => sqs.peek(name) });
    const templates = JSON.parse(process.env['TEST_POSTGRES_URLS'] ?? '') as PostgresUrls;
    const urls = await cloneDatabase(templates, name);
    Object.assign(this.global.process.env, {
      // The shared server does not write to a disk.
      ALLOW_VOLATILE_DATABASE: 'on',
      // Generous, because two tests may run at once on two cores.
      REQUEST_TIMEOUT_MS: '20000',
      DATABASE_QUERY_TIMEOUT_MS: '10000',
      DATABASE_CONNECT_TIMEOUT_MS: '10000',
      // The functions' role, so that a missing grant is detected.
      DATABASE_URL: urls.app,
      OWNER_DATABASE_URL: urls.owner,
      SUPERUSER_DATABASE_URL: urls.superuser,
      ORDER_QUEUE_URL: sqs.ensureQueue('orders'),
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      RABBITMQ_QUEUE: name,
      POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'SILENT',
    });
  }

  override async teardown(): Promise<void> {
    await this.#sqs?.stop();
    await super.teardown();
  }
}
