import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { parse } from '../contract/parse.ts';
import {
  type BodyOf,
  type HeadersOf,
  type ParamsOf,
  type QueryOf,
  type Route,
  routeKey,
  type SuccessOf,
} from '../contract/route.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { type HttpResponse, Reply } from '../http/http-response.ts';
import { refuseOtherOrigins } from '../http/request-forgery.ts';
import { httpHandler } from './http-handler.ts';

export type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A Lambda handler, and the route it serves: "GET /order/{id}". */
export interface Endpoint extends HttpFunction {
  readonly route: string;
}

/** The parts of a request as the route's schemas parse them; undefined where the route has none. */
export interface EndpointRequest<R extends Route> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly headers: HeadersOf<R>;
  readonly body: BodyOf<R>;
  /** The request before parsing. */
  readonly request: HttpRequest;
}

type Answer<Success> = [Success] extends [undefined]
  ? Promise<void> | Promise<Reply>
  : Success | Reply | Promise<Success | Reply>;

/** Returns the JSON of the route's success, or a `reply(…)` with another status, headers or cookies. */
export type Respond<R extends Route, Request = EndpointRequest<R>> = (
  request: Request,
) => Answer<SuccessOf<R>>;

/** The Lambda handler of a route that needs no session. Parses the request by the route. */
export function endpoint<R extends Route & { readonly access: 'public' | 'order-token' }>(
  route: R,
  respond: Respond<R>,
): Endpoint {
  return toEndpoint(route, (request) => respond(parseRequest(route, request)));
}

/** @param answer returns the same as `Respond` */
export function toEndpoint(route: Route, answer: (request: HttpRequest) => unknown): Endpoint {
  const status = successStatusOf(route);
  const handler = httpHandler(async (request) => {
    if (route.path.startsWith('/staff/')) refuseOtherOrigins(request);
    const answered = await answer(request);
    return answered instanceof Reply
      ? { status, ...answered.response }
      : { status, body: answered };
  }, route);
  return Object.assign(handler, { route: routeKey(route) });
}

function successStatusOf({ responses }: Route): HttpResponse['status'] {
  const success = Object.keys(responses).find((status) => status.startsWith('2'));
  return Number(success) as HttpResponse['status'];
}

/** @throws DomainError `invalid` with a JSON Pointer to every faulty field: "/path/id", "/query/date", "/name" */
export function parseRequest<R extends Route>(
  { params, query, headers, body }: R,
  request: HttpRequest,
): EndpointRequest<R> {
  const parsed = {
    params: params && parseEach(params, request.pathParameters, '/path'),
    query: query && parse(query, request.query, '/query'),
    headers: headers && parseEach(headers, request.headers, '/headers'),
    body: body && parse(body, request.body),
    request,
  };
  return parsed as EndpointRequest<R>;
}

function parseEach(
  schemas: NonNullable<Route['params']>,
  values: Readonly<Record<string, string | undefined>>,
  root: string,
) {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      parse(schema, values[name], `${root}/${name}`),
    ]),
  );
}
/** The Lambda handler of a function that serves several routes. */
export function endpoints(...served: readonly Endpoint[]): HttpFunction {
  return (event, context) => {
    // HEAD is handled as GET; the host omits the body.
    const key = event.routeKey.replace(/^HEAD /, 'GET ');
    const found = served.find(({ route }) => route === key);
    if (!found) throw new Error(`This function does not serve ${event.routeKey}.`);
    return found(event, context);
  };
}
