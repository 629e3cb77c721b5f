import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

/** What a function sees of a request. */
export interface HttpRequest {
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON; undefined for a GET, and when there is none. */
  readonly body: unknown;
  readonly method: string;
  /** The other end of the connection: the client, or the last proxy. */
  readonly sourceIp: string;
  /** Follows the request through the queue into the processor's log lines. */
  readonly correlationId: string;
}

const correlationIdPattern = /^[\w-]{8,64}$/;

/** @param event after its body was parsed */
export function toHttpRequest(event: APIGatewayProxyEventV2, context: Context): HttpRequest {
  return {
    path: event.rawPath,
    pathParameters: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    cookies: toCookies(event),
    method: event.requestContext.http.method,
    sourceIp: event.requestContext.http.sourceIp,
    body: event.body === '' ? undefined : event.body,
    correlationId: toCorrelationId(event, context),
  };
}

/**
 * API Gateway takes the cookies out of the headers; serverless-offline leaves them there too. A
 * name with several different values has no value: an attacker may have set one of them.
 */
function toCookies({ cookies = [], headers }: APIGatewayProxyEventV2): HttpRequest['cookies'] {
  const pairs = [...cookies, ...(headers['cookie'] ?? '').split(';')].map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return { name, value: value.join('=') };
  });
  const byName = [...Map.groupBy(pairs, ({ name }) => name)];
  return Object.fromEntries(byName.map(([name, same]) => [name, onlyValueOf(same)]));
}

function onlyValueOf(pairs: readonly { readonly value: string }[]): string | undefined {
  const [value, ...others] = new Set(pairs.map((pair) => pair.value));
  return others.length === 0 ? value : undefined;
}

/** The client's own id if it has the usual form, else Lambda's. */
export function toCorrelationId(
  { headers }: APIGatewayProxyEventV2,
  { awsRequestId }: Context,
): string {
  const sent = headers['x-correlation-id'];
  return sent && correlationIdPattern.test(sent) ? sent : awsRequestId;
}
