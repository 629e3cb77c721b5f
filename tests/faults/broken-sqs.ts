import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout } from 'node:timers/promises';
import { region } from '../../local/embedded/sqs-server.ts';
import type { BrokenBroker } from './world.ts';

export interface BrokenSqs extends BrokenBroker {
  /** How long a delivered message is hidden from other consumers (seconds). */
  setVisibilityTimeout(seconds: number): Promise<void>;
  /** Resolves when a message was delivered at least twice. @throws after the time */
  untilGivenTwice(withinMs: number): Promise<void>;
}

const name = 'orders';

/** The embedded run's queue, reached without the proxy. */
export function breakableSqs(endpoint: string): BrokenSqs {
  const client = new SQSClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'faults', secretAccessKey: 'faults' },
    requestHandler: { requestTimeout: 5_000, throwOnRequestTimeout: true },
    maxAttempts: 1,
  });
  const QueueUrl = `${endpoint}/000000000000/${name}`;

  async function publish(bodies: readonly string[]) {
    const sent = await Promise.allSettled(
      bodies.map((MessageBody, index) =>
        client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds: index % 4 })),
      ),
    );
    // SQS itself accepts no empty body and no control character.
    if (bodies.length > 2 && sent.every(({ status }) => status === 'rejected')) {
      throw new Error('SQS accepts no message.');
    }
  }

  return {
    publish,
    async forgetMessages() {
      await client.send(new PurgeQueueCommand({ QueueUrl }));
    },
    async loseQueues() {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const { VisibilityTimeout = '', RedrivePolicy = '' } = Attributes;
      await client.send(new DeleteQueueCommand({ QueueUrl }));
      await setTimeout(1_000);
      await client.send(
        new CreateQueueCommand({
          QueueName: name,
          Attributes: { VisibilityTimeout, RedrivePolicy },
        }),
      );
    },
    async setVisibilityTimeout(seconds) {
      const Attributes = { VisibilityTimeout: String(seconds) };
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    },
    async untilGivenTwice(withinMs) {
      const deadline = Date.now() + withinMs;
      while (!(await isGivenTwice(endpoint))) {
        if (Date.now() > deadline) throw new Error('No message was delivered twice.');
        await setTimeout(50);
      }
    },
  };
}

interface Inspected {
  readonly messages: {
    readonly inflight: readonly {
      readonly message: { readonly approximateReceiveCount: number };
    }[];
  };
}

async function isGivenTwice(endpoint: string): Promise<boolean> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${name}`);
  const { messages } = (await answer.json()) as Inspected;
  return messages.inflight.some(({ message }) => message.approximateReceiveCount > 1);
}
