/** A function that does nothing, under the same serverless-offline: the cost of the host. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../support/free-port.ts';
import { startChild } from './child.ts';
import type { Contestant } from './contestant.ts';
import type { SharedServices } from './shared-services.ts';
import { serverless } from './ours.ts';
import { startStack } from './stack.ts';

const nodeModules = fileURLToPath(new URL('../../node_modules', import.meta.url));

const service = `
service: no-op
frameworkVersion: '4'
plugins: [serverless-offline]
provider: { name: aws, runtime: nodejs24.x }
functions:
  order:
    handler: handler.handler
    events:
      - httpApi: POST /order
      - httpApi: GET /products
      - httpApi: GET /order/{id}
custom:
  serverless-offline:
    useInProcess: true
    noPrependStageInUrl: true
    noSponsor: true
    host: 127.0.0.1
    httpPort: \${env:API_PORT}
    lambdaPort: \${env:LAMBDA_PORT}
`;

const handler = `
const body = JSON.stringify({ message: 'Order placed successfully!', order_id: 101, token: '0'.repeat(32) });
export const handler = async (event) => ({
  statusCode: event.body ? 201 : 200,
  headers: { 'content-type': 'application/json' },
  body,
});
`;

export async function startNoOp(services: SharedServices): Promise<Contestant> {
  const folder = join(services.folder, 'no-op');
  await mkdir(folder);
  await writeFile(join(folder, 'serverless.yml'), service);
  await writeFile(join(folder, 'handler.mjs'), handler);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(nodeModules, join(folder, 'node_modules'));
  const [apiPort = 0, lambdaPort] = await freePorts(2);
  const startApi = () =>
    startChild({
      args: [serverless, 'offline'],
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: services.folder,
        NODE_ENV: 'production',
        API_PORT: String(apiPort),
        LAMBDA_PORT: String(lambdaPort),
        SLS_LOG_LEVEL: 'warning',
        SLS_TELEMETRY_DISABLED: '1',
      },
      log: join(services.folder, 'no-op.log'),
    });
  return startStack({
    name: 'no-op',
    url: `http://127.0.0.1:${apiPort}/order`,
    store: undefined,
    queue: '',
    toMessage: () => undefined,
    startApi,
  });
}
