import { randomUUID } from 'node:crypto';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';

import { checkContract } from './check-contract.ts';

export type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

type QueueFunction = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly cookies: readonly string[];
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * Calls an HTTP function as API Gateway's HTTP API does: `call(handler, 'POST /order', …)`.
 * @throws when the response does not match the OpenAPI document
 */
export async function call(
  handler: HttpFunction,
  route: string,
  options: Call = {},
): Promise<Answer> {
  return readAnswer(route, await handler(newHttpEvent(route, options), newContext()));
}

/** @throws when the response does not match the OpenAPI document */
export function readAnswer(route: string, result: APIGatewayProxyStructuredResultV2): Answer {
  const { statusCode: status = 200, headers = {} } = result;
  const type = String(headers['content-type']);
  const isJson = result.body === undefined || type.endsWith('json');
  const body: unknown = isJson ? JSON.parse(result.body ?? 'null') : result.body;
  checkContract(route, status, type, body);
  return { status, headers, body, cookies: result.cookies ?? [] };
}

export function newHttpEvent(
  route: string,
  { headers: { cookie, ...headers } = {}, pathParameters = {}, query, body }: Call = {},
) {
  const [method = 'GET', pattern = '/'] = route.split(' ');
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => pathParameters[name] ?? '');
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    ...(query && { queryStringParameters: query }),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    pathParameters,
    isBase64Encoded: false,
    ...(text !== undefined && { body: text }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: randomUUID(),
      routeKey: route,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
  } satisfies APIGatewayProxyEventV2;
}

/**
 * Calls the processor with a batch of message bodies.
 * @returns the positions of the failed messages
 */
export async function deliver(
  handler: QueueFunction,
  bodies: readonly unknown[],
): Promise<number[]> {
  const event = newSqsEvent(bodies);
  const { batchItemFailures } = await handler(event, newContext());
  return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
}

/** Message ids are positions in the batch. */
export function newSqsEvent(bodies: readonly unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: String(index),
      receiptHandle: randomUUID(),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1767225600000',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '1767225600000',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:orders',
      awsRegion: 'eu-central-1',
    })),
  };
}

export function newContext(): Context {
  return { awsRequestId: randomUUID() } as Context;
}
