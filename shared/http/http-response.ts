import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export interface HttpResponse {
  readonly status: 200 | 201 | 204 | 304 | 404 | 503;
  /** Sent as JSON; missing for 204 and 304. */
  readonly body?: unknown;
  /** Sent unchanged, instead of `body`; `headers` must have the media type. */
  readonly text?: string;
  /** Binary data, sent unchanged, instead of `body`. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Complete `Set-Cookie` values. */
  readonly cookies?: readonly string[];
}

/** The result of an endpoint that also sets a status, headers or cookies, or sends no JSON. */
export class Reply {
  /** The default status is that of the route's success. */
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
