import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { startS3 } from '../tests/support/s3-server.ts';
import { packageService } from '../tests/support/packaged.ts';
import { deployBakery } from './deploy-bakery.ts';
import { startDryRun } from './dry-run.ts';

const files = {
  'frontend/index.html': '<script src=shop.js>',
  'frontend/shop.js': 'import "./parts/a-1.js"',
  'frontend/parts/a-1.js': '',
  'frontend/service-worker.js': '',
  'frontend/shop.js.map': '{}',
  'functions/place-order/handler.mjs': '',
  'functions/place-order/handler.mjs.map': '{"file":"handler.mjs"}',
};
let dist: string;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'bakery-dist-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dist, name)), { recursive: true });
    await writeFile(join(dist, name), content);
  }
});
afterAll(() => rm(dist, { recursive: true }));

/** A dry run, and the steps that it prints. */
function dryRun(packageStack: () => Promise<string> = () => packageService()) {
  const steps: string[] = [];
  const cloud = startDryRun('bakery-prod', packageStack, (step) => steps.push(step));
  return { cloud, steps };
}

test('deploys the stack, then the pages, invalidates CloudFront, and stores the source maps', async () => {
  const { cloud, steps } = dryRun();
  const deployed = await deployBakery(cloud, { stage: 'prod', dist });
  const time = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
  expect(steps).toEqual([
    expect.stringMatching(
      /^deploy stack bakery-prod: [1-9]\d+ resources, [1-9]\d* of them functions$/,
    ),
    'S3 PutObject <FrontendBucket> parts/a-1.js',
    'S3 PutObject <FrontendBucket> shop.js',
    'S3 PutObject <FrontendBucket> index.html',
    'S3 PutObject <FrontendBucket> service-worker.js',
    'S3 ListObjectsV2 <FrontendBucket>',
    'CloudFront CreateInvalidation <DistributionId> /*',
    expect.stringMatching(
      `^S3 PutObject <ServerlessDeploymentBucketName> serverless/bakery/prod/source-maps/${time}/place-order/handler.mjs.map$`,
    ),
  ]);
  expect(deployed.shop).toBe('<ShopUrl>');
  expect(deployed.sourceMaps).toMatch(
    RegExp(`^s3://<ServerlessDeploymentBucketName>/serverless/bakery/prod/source-maps/${time}/$`),
  );
});

test('stops when the stack could not be deployed', async () => {
  const { cloud, steps } = dryRun(() => Promise.reject(new Error('rolled back')));
  await expect(deployBakery(cloud, { stage: 'prod', dist })).rejects.toThrow('rolled back');
  expect(steps).toEqual([]);
});

test('rejects a stack without the output FrontendBucket, and publishes no page', async () => {
  const { cloud, steps } = dryRun();
  const deployStack = () => Promise.resolve({ DistributionId: 'E1' });
  await expect(deployBakery({ ...cloud, deployStack }, { stage: 'prod', dist })).rejects.toThrow(
    'The stack has no output FrontendBucket.',
  );
  expect(steps).toEqual([]);
});

test('stores source maps in the bucket of the packages, and none in the bucket of the pages', async () => {
  const { s3, stop } = await startS3();
  const [pages, packages] = ['deployed-pages', 'deployed-packages'];
  await s3.send(new CreateBucketCommand({ Bucket: pages }));
  await s3.send(new CreateBucketCommand({ Bucket: packages }));
  const deployStack = () =>
    Promise.resolve({
      FrontendBucket: pages,
      ServerlessDeploymentBucketName: packages,
      DistributionId: 'E1',
      ShopUrl: 'https://shop.example',
    });
  const { cloud } = dryRun();
  const { sourceMaps } = await deployBakery({ ...cloud, s3, deployStack }, { stage: 'prod', dist });

  const keysIn = async (Bucket: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key).toSorted();
  };
  expect(await keysIn(pages)).toEqual([
    'index.html',
    'parts/a-1.js',
    'service-worker.js',
    'shop.js',
  ]);
  const Key = `${sourceMaps.replace(`s3://${packages}/`, '')}place-order/handler.mjs.map`;
  expect(await keysIn(packages)).toEqual([Key]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: packages, Key }));
  expect(await Body?.transformToString()).toBe('{"file":"handler.mjs"}');
  await stop();
});
