import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';

type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** One function behind several routes that are one story told to different people. */
export function byRoute(handlers: Readonly<Record<string, HttpFunction>>): HttpFunction {
  return (event, context) => {
    // HEAD is answered as GET, and the host leaves out the body.
    const handler = handlers[event.routeKey.replace(/^HEAD /, 'GET ')];
    if (!handler) throw new Error(`This function does not serve ${event.routeKey}.`);
    return handler(event, context);
  };
}
