import { randomUUID } from 'node:crypto';
import { TestEnvironment } from 'jest-environment-node';
import type { PostgresUrls } from '../../local/embedded/postgres-roles.ts';
import { region, type SqsServer, startSqsServer } from '../../local/embedded/sqs-server.ts';
import { cloneDatabase } from './clone-database.ts';

/**
 * Gives every test file a database and a queue of its own, named in its environment as they are in
 * production, so that a test imports a handler and calls it.
 */
export default class BakeryEnvironment extends TestEnvironment {
  #sqs: SqsServer | undefined;

  override async setup(): Promise<void> {
    await super.setup();
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const sqs = await startSqsServer({ port: 0 });
    this.#sqs = sqs;
    // The server refuses questions that are not SQS's own.
    Object.assign(this.global, { peekQueue: (name: string) => sqs.peek(name) });
    const templates = JSON.parse(process.env['TEST_POSTGRES_URLS'] ?? '') as PostgresUrls;
    const urls = await cloneDatabase(templates, name);
    Object.assign(this.global.process.env, {
      // The server that all tests share saves itself the trouble of writing to a disk.
      ALLOW_VOLATILE_DATABASE: 'on',
      // Two tests at once on two cores may take their time.
      REQUEST_TIMEOUT_MS: '20000',
      DATABASE_QUERY_TIMEOUT_MS: '10000',
      // As the functions have it, so that a grant that is missing is found.
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
