/**
 * A minimal host for comparison with serverless-offline: Node's own HTTP server in front of the
 * same bundle, with API Gateway's events. For `POST /order` only, and only for measurements.
 *
 * node lean-host.ts <bundle> <port>
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { HttpFunction } from '../support/call.ts';

const [bundle = '', port = ''] = process.argv.slice(2);
const { handler } = (await import(bundle)) as { handler: HttpFunction };
const routeKey = 'POST /order';

createServer((request, response) => {
  void text(request).then(async (body) => {
    const context = { awsRequestId: randomUUID() } as Context;
    const result = await handler(toEvent(request, body, context.awsRequestId), context);
    response.writeHead(result.statusCode ?? 200, { ...result.headers } as Record<string, string>);
    response.end(result.body);
  });
}).listen(Number(port), '127.0.0.1');

function toEvent(
  request: IncomingMessage,
  body: string,
  requestId: string,
): APIGatewayProxyEventV2 {
  const { url = '/', method = 'GET', socket } = request;
  const headers = request.headers as Record<string, string>;
  return {
    version: '2.0',
    routeKey,
    rawPath: url,
    rawQueryString: '',
    headers,
    body,
    isBase64Encoded: false,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: {
        method,
        path: url,
        protocol: 'HTTP/1.1',
        sourceIp: socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
  };
}
