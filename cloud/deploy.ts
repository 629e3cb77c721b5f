/**
 * Deploys the whole system to AWS. The command needs only credentials:
 *
 *   npm run deploy -- --stage prod --param="alarmEmail=owner@bakery.example"
 *
 * Builds, deploys the stack (which migrates the database before it changes a function), publishes
 * the pages, and uploads the source maps. Arguments after `--` are passed to `serverless deploy`.
 * When a step fails, the later steps do not run; running the command again completes the deployment.
 * With `--dry-run` it builds and packages, and prints the remaining steps.
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
// osls does not know the option --dry-run.
const options = given.filter((option) => !option.startsWith('--dry-run'));
const isDryRun = options.length < given.length;

/** The defaults are the same as in serverless.yml. */
const { values } = parseArgs({
  args: options,
  options: {
    stage: { type: 'string', short: 's', default: 'dev' },
    region: { type: 'string', short: 'r', default: 'eu-central-1' },
  },
  strict: false,
});
if (values['aws-profile'] !== undefined) {
  // osls would use this profile, but the clients that publish the pages would not.
  throw new Error('Set the profile in the environment: AWS_PROFILE=… npm run deploy -- …');
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
The bakery is deployed.

  Shop         ${shop}
  API          ${shop}/api        try: curl ${shop}/api/products
  Source maps  ${sourceMaps}
`);
}

async function printSteps(): Promise<void> {
  await buildAll('sqs');
  const folder = await mkdtemp(join(tmpdir(), 'bakery-dry-run-'));
  const packageStack = async () => {
    await runServerless(['package', ...options, '--package', folder]);
    return folder;
  };
  const print = (step: string) => process.stdout.write(`dry run: ${step}\n`);
  try {
    await deployBakery(startDryRun(stack, packageStack, print), build);
  } finally {
    await rm(folder, { recursive: true });
  }
  process.stdout.write('\nNo changes were made.\n');
}

async function runServerless(args: readonly string[]): Promise<void> {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const child = spawn(process.execPath, [serverless, ...args], { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  // osls has printed the reason.
  if (code !== 0) process.exit(code ?? 1);
}

/** The stack's outputs, by name. */
async function readOutputs(): Promise<Record<string, string>> {
  const { Stacks: [found] = [] } = await new CloudFormationClient({ region }).send(
    new DescribeStacksCommand({ StackName: stack }),
  );
  const outputs = found?.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

await (isDryRun ? printSteps() : deploy());
