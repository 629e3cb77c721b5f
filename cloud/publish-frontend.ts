import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  DeleteObjectsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { lookup } from 'mrmime';

/**
 * Uploads the built pages to the bucket: first their parts, then the pages, so that no page refers to a
 * missing file. Parts have a hash in their names and are cached for ever. The parts of earlier builds stay,
 * because open pages may still load them. All other files that are not in this build are deleted.
 * @returns the uploaded names in order
 */
export async function publishFrontend(
  s3: S3Client,
  { folder, bucket }: { readonly folder: string; readonly bucket: string },
): Promise<string[]> {
  const files = (await listFiles(folder)).filter((file) => !file.endsWith('.map'));
  const inOrder = files.toSorted((a, b) => rank(a) - rank(b));
  for (const together of Map.groupBy(inOrder, rank).values()) {
    await Promise.all(
      together.map(async (file) =>
        s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: file,
            Body: await readFile(join(folder, file)),
            ContentType: contentType(file),
            CacheControl: isPart(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
          }),
        ),
      ),
    );
  }
  await removeOthers(s3, bucket, new Set(files));
  return inOrder;
}

/** Paths relative to a folder, with slashes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

const isPart = (file: string) => file.startsWith('parts/');

/** The service worker is last: it makes browsers fetch all other files again. */
function rank(file: string): number {
  if (isPart(file)) return 0;
  if (file === 'service-worker.js') return 3;
  return file.endsWith('.html') ? 2 : 1;
}

function contentType(file: string): string {
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|javascript$|json$/.test(type) ? `${type}; charset=utf-8` : type;
}

async function removeOthers(s3: S3Client, bucket: string, files: ReadonlySet<string>) {
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    const others = Contents.flatMap(({ Key = '' }) => (files.has(Key) || isPart(Key) ? [] : [Key]));
    if (others.length === 0) continue;
    await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: others.map((Key) => ({ Key })) },
      }),
    );
  }
}
