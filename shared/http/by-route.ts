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
    const handler = handlers[event.routeKey];
    if (!handler) throw new Error(`This function does not serve ${event.routeKey}.`);
    return handler(event, context);
  };
}
