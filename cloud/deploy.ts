/**
 * The whole system into AWS, by one command that needs nothing but credentials:
 *
 *   npm run deploy -- --stage prod --param="alarmEmail=owner@bakery.example"
 *
 * Builds, deploys the stack (which migrates the database before it changes a function), publishes
 * the pages, and keeps the maps that stack traces are read by. What follows `--` is for
 * `serverless deploy`. When something fails, what comes after it is not done, and the same command
 * goes on from there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildAll } from '../build.ts';
import { listFiles, publishFrontend } from './publish-frontend.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = process.argv.slice(2);

/** As in serverless.yml. */
const { values } = parseArgs({
  args: options,
  options: {
    stage: { type: 'string', short: 's', default: 'dev' },
    region: { type: 'string', short: 'r', default: 'eu-central-1' },
  },
  strict: false,
});
const stage = String(values.stage);
const region = String(values.region);

async function deploy(): Promise<void> {
  await buildAll('sqs');
  await runServerless(['deploy', ...options]);
  const outputs = await readOutputs();
  const s3 = new S3Client({ region });
  await publishFrontend(s3, {
    folder: join(root, 'dist/frontend'),
    bucket: outputs('FrontendBucket'),
  });
  // Names without a hash change what is in them.
  await new CloudFrontClient({ region }).send(
    new CreateInvalidationCommand({
      DistributionId: outputs('DistributionId'),
      InvalidationBatch: {
        CallerReference: new Date().toISOString(),
        Paths: { Quantity: 1, Items: ['/*'] },
      },
    }),
  );
  const maps = await keepSourceMaps(s3, outputs('ServerlessDeploymentBucketName'));
  process.stdout.write(`
The bakery is open.

  Shop         ${outputs('ShopUrl')}
  API          ${outputs('ShopUrl')}/api        try: curl ${outputs('ShopUrl')}/api/products
  Source maps  ${maps}
`);
}

async function runServerless(args: readonly string[]): Promise<void> {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const child = spawn(process.execPath, [serverless, ...args], { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  // It has said why.
  if (code !== 0) process.exit(code ?? 1);
}

/** What the stack says of itself, by name. */
async function readOutputs(): Promise<(name: string) => string> {
  const { Stacks: [stack] = [] } = await new CloudFormationClient({ region }).send(
    new DescribeStacksCommand({ StackName: `bakery-${stage}` }),
  );
  return (name) => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value === undefined) throw new Error(`The stack has no output ${name}.`);
    return value;
  };
}

/**
 * Beside the packages, under the time of the deployment: a line in a log that is younger belongs to
 * them.
 * @returns where they are
 */
async function keepSourceMaps(s3: S3Client, bucket: string): Promise<string> {
  const dist = join(root, 'dist/functions');
  const prefix = `source-maps/${stage}/${new Date().toISOString()}`;
  for (const file of await listFiles(dist)) {
    if (!file.endsWith('.map')) continue;
    const map = {
      Bucket: bucket,
      Key: `${prefix}/${file}`,
      Body: await readFile(join(dist, file)),
    };
    await s3.send(new PutObjectCommand(map));
  }
  return `s3://${bucket}/${prefix}/`;
}

await deploy();
