import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateInvalidationCommand, type CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listFiles, publishFrontend } from './publish-frontend.ts';

/** The target of a deployment: AWS, or a dry run. */
export interface Cloud {
  /**
   * Deploys the template, including database and functions.
   * @returns the stack's outputs, by name
   * @throws when the deployment failed; then the later steps must not run
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
 * The order of a deployment: the stack first, because the new pages need it; then the pages and the
 * invalidation in CloudFront; last the source maps for stack traces.
 * @returns the address of the shop, and the location of the source maps
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
  // Files without a hash in their names have changed.
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
 * Stores the maps beside the packages, under the time of the deployment: they apply to later log
 * lines.
 * @returns their location
 */
async function keepSourceMaps(
  s3: S3Client,
  { folder, bucket, stage }: { folder: string; bucket: string; stage: string },
): Promise<string> {
  // In the folder that `serverless remove` empties, because a bucket with content cannot be
  // deleted.
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
