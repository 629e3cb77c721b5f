import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export interface HttpResponse {
  readonly status: 200 | 201 | 204 | 304 | 503;
  /** Sent as JSON; a 204 and a 304 have none. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`; `headers` name the media type. */
  readonly text?: string;
  /** The same for binary data. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each a whole `Set-Cookie`. */
  readonly cookies?: readonly string[];
}

/** What an endpoint returns when the JSON of the route's success is not the whole answer. */
export class Reply {
  /** Without a status, it has that of the route's success. */
  readonly response: Partial<HttpResponse>;

  constructor(response: Partial<HttpResponse>) {
    this.response = response;
  }
}

export function reply(response: Partial<HttpResponse>): Reply {
  return new Reply(response);
}

export function toLambdaResult(response: HttpResponse): APIGatewayProxyStructuredResultV2 {
  const { status, body, text, bytes, headers, cookies } = response;
  const written = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    statusCode: status,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(written !== undefined && { body: written }),
    ...(bytes && { body: bytes.toString('base64'), isBase64Encoded: true }),
    ...(cookies && { cookies: [...cookies] }),
  };
}
