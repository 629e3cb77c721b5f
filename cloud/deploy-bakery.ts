import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateInvalidationCommand, type CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listFiles, publishFrontend } from './publish-frontend.ts';

/** Where a deployment goes: AWS, or nowhere in a dry run. */
export interface Cloud {
  /**
   * Makes the stack what the template says, database and functions included.
   * @returns what the stack says of itself, by name
   * @throws when it could not; then nothing else is to be done
   */
  deployStack(): Promise<Readonly<Record<string, string>>>;
  readonly s3: S3Client;
  readonly cloudFront: CloudFrontClient;
}

export interface Build {
  readonly stage: string;
  /** The folder with `functions/` and `frontend/`. */
  readonly dist: string;
}

/**
 * The order of a deployment: the stack first, because pages ask it for what is new; then pages, and
 * CloudFront is told; last the maps that stack traces are read by.
 * @returns where the shop is, and the maps
 */
export async function deployBakery(cloud: Cloud, { stage, dist }: Build) {
  const outputs = await cloud.deployStack();
  const output = (name: string) => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`The stack has no output ${name}.`);
    return value;
  };
  await publishFrontend(cloud.s3, {
    folder: join(dist, 'frontend'),
    bucket: output('FrontendBucket'),
  });
  // Names without a hash change what is in them.
  await cloud.cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: output('DistributionId'),
      InvalidationBatch: {
        CallerReference: new Date().toISOString(),
        Paths: { Quantity: 1, Items: ['/*'] },
      },
    }),
  );
  const sourceMaps = await keepSourceMaps(cloud.s3, {
    folder: join(dist, 'functions'),
    bucket: output('ServerlessDeploymentBucketName'),
    stage,
  });
  return { shop: output('ShopUrl'), sourceMaps };
}

/**
 * Beside the packages, under the time of the deployment: a line in a log that is younger belongs to
 * them.
 * @returns where they are
 */
async function keepSourceMaps(
  s3: S3Client,
  { folder, bucket, stage }: { folder: string; bucket: string; stage: string },
): Promise<string> {
  // Below what `serverless remove` empties: a bucket with something in it cannot be deleted.
  const prefix = `serverless/bakery/${stage}/source-maps/${new Date().toISOString()}`;
  for (const file of await listFiles(folder)) {
    if (!file.endsWith('.map')) continue;
    const map = {
      Bucket: bucket,
      Key: `${prefix}/${file}`,
      Body: await readFile(join(folder, file)),
    };
    await s3.send(new PutObjectCommand(map));
  }
  return `s3://${bucket}/${prefix}/`;
}
