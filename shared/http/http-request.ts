import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

/** A request, independent of API Gateway's event. */
export interface HttpRequest {
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly method: string;
  /** The address of the connection's peer: the client, or the last proxy. */
  readonly sourceIp: string;
  /** The id of the request in all log lines, including the processor's. */
  readonly correlationId: string;
}

const correlationIdPattern = /^[\w-]{8,64}$/;

/** @param event with its parsed body */
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
 * API Gateway moves cookies from the headers to `cookies`; serverless-offline copies them. A name with several
 * different values has no value, because an attacker may have set one of them.
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

/** The client's correlation id if it is well-formed, otherwise Lambda's request id. */
export function toCorrelationId(
  { headers }: APIGatewayProxyEventV2,
  { awsRequestId }: Context,
): string {
  const sent = headers['x-correlation-id'];
  return sent && correlationIdPattern.test(sent) ? sent : awsRequestId;
}
