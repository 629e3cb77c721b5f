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
   * @throws when the deployment fails; the pages must not be published after that
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
 * Deploys the stack first, because the new pages need it. Then it publishes the pages and
 * invalidates CloudFront's cache. Last, it uploads the source maps, which decode stack traces.
 * @returns the URL of the shop, and the S3 URL of the source maps
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
  // A changed file without a hash in its name keeps its URL, so CloudFront may have an old copy.
  await cloud.cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: output('DistributionId'),
      InvalidationBatch: {
        CallerReference: new Date().toISOString(),
        Paths: { Quantity: 1, Items: ['/*'] },
      },
    }),
  );
  const sourceMaps = await uploadSourceMaps(cloud.s3, {
    folder: join(dist, 'functions'),
    bucket: output('ServerlessDeploymentBucketName'),
    stage,
  });
  return { shop: output('ShopUrl'), sourceMaps };
}

/**
 * Uploads the source maps to the bucket of the packages, into a folder named after the time of the
 * deployment. Source maps decode the stack traces of all later log lines.
 * @returns the S3 URL of the folder
 */
async function uploadSourceMaps(
  s3: S3Client,
  { folder, bucket, stage }: { folder: string; bucket: string; stage: string },
): Promise<string> {
  // `serverless remove` empties this folder before it deletes the bucket. AWS does not delete a
  // bucket with content.
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
