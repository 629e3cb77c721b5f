/**
 * The whole system into AWS, by one command that needs nothing but credentials:
 *
 *   npm run deploy -- --stage prod --param="alarmEmail=owner@bakery.example"
 *
 * Builds, deploys the stack (which migrates the database before it changes a function), publishes
 * the pages, and keeps the maps that stack traces are read by. What follows `--` is for
 * `serverless deploy`. When something fails, what comes after it is not done, and the same command
 * goes on from there. With `--dry-run` it builds and packages, and says what else it would do.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { buildAll } from '../build.ts';
import { deployBakery } from './deploy-bakery.ts';
import { startDryRun } from './dry-run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
// Ours alone: osls would not know it.
const options = given.filter((option) => !option.startsWith('--dry-run'));
const isDryRun = options.length < given.length;

/** As in serverless.yml. */
const { values } = parseArgs({
  args: options,
  options: {
    stage: { type: 'string', short: 's', default: 'dev' },
    region: { type: 'string', short: 'r', default: 'eu-central-1' },
  },
  strict: false,
});
if (values['aws-profile'] !== undefined) {
  // osls would take it, and what publishes the pages another account.
  throw new Error('Name the profile in the environment: AWS_PROFILE=… npm run deploy -- …');
}
const stage = String(values.stage);
const region = String(values.region);
const stack = `bakery-${stage}`;
const build = { stage, dist: join(root, 'dist') };

async function deploy(): Promise<void> {
  await buildAll('sqs');
  const { shop, sourceMaps } = await deployBakery(
    {
      async deployStack() {
        await runServerless(['deploy', ...options]);
        return readOutputs();
      },
      s3: new S3Client({ region }),
      cloudFront: new CloudFrontClient({ region }),
    },
    build,
  );
  process.stdout.write(`
The bakery is open.

  Shop         ${shop}
  API          ${shop}/api        try: curl ${shop}/api/products
  Source maps  ${sourceMaps}
`);
}

async function sayWhatWouldBeDone(): Promise<void> {
  await buildAll('sqs');
  const folder = await mkdtemp(join(tmpdir(), 'bakery-dry-run-'));
  const packageStack = async () => {
    await runServerless(['package', ...options, '--package', folder]);
    return folder;
  };
  const say = (step: string) => process.stdout.write(`would ${step}\n`);
  try {
    await deployBakery(startDryRun(stack, packageStack, say), build);
  } finally {
    await rm(folder, { recursive: true });
  }
  process.stdout.write('\nNothing has been done.\n');
}

async function runServerless(args: readonly string[]): Promise<void> {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const child = spawn(process.execPath, [serverless, ...args], { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  // It has said why.
  if (code !== 0) process.exit(code ?? 1);
}

/** What the stack says of itself, by name. */
async function readOutputs(): Promise<Record<string, string>> {
  const { Stacks: [found] = [] } = await new CloudFormationClient({ region }).send(
    new DescribeStacksCommand({ StackName: stack }),
  );
  const outputs = found?.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

await (isDryRun ? sayWhatWouldBeDone() : deploy());
