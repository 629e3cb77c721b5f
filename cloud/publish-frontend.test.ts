import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { startS3 } from '../tests/support/s3-server.ts';
import { publishFrontend } from './publish-frontend.ts';

const bucket = 'pages';
let s3: S3Client;
let stop: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ s3, stop } = await startS3());
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  folder = await mkdtemp(join(tmpdir(), 'bakery-pages-'));
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

/** Replaces the files of the last build with these files. */
async function build(files: Readonly<Record<string, string>>): Promise<void> {
  await rm(folder, { recursive: true });
  await mkdir(join(folder, 'parts'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

async function published(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = '' }) => Key).toSorted();
}

const publish = () => publishFrontend(s3, { folder, bucket });
const look = (Key: string) => s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));

async function read(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Body?.transformToString();
}

test('publishes the parts of a page before the page, and the service worker last', async () => {
  await build({
    'index.html': '<script src=shop.js>',
    'service-worker.js': '',
    'shop.js': 'import "./parts/a-1.js"',
    'parts/a-1.js': '',
    'shop.js.map': '{}',
  });
  expect(await publish()).toEqual(['parts/a-1.js', 'shop.js', 'index.html', 'service-worker.js']);
  expect(await published()).toEqual(['index.html', 'parts/a-1.js', 'service-worker.js', 'shop.js']);
});

test('browsers cache files with a hash in their name, and revalidate all others', async () => {
  await build({ 'index.html': 'one', 'parts/a-1.js': 'two' });
  await publish();
  expect(await look('parts/a-1.js')).toMatchObject({
    CacheControl: 'public, max-age=31536000, immutable',
    ContentType: 'text/javascript; charset=utf-8',
  });
  expect(await look('index.html')).toMatchObject({
    CacheControl: 'no-cache',
    ContentType: 'text/html; charset=utf-8',
  });
  expect(await read('index.html')).toBe('one');
});

test('replaces the pages of the previous build, and keeps its parts for pages that are still open', async () => {
  await build({ 'index.html': 'old', 'gone.html': 'old', 'parts/a-1.js': '' });
  await publish();
  await build({ 'index.html': 'new', 'parts/a-2.js': '' });
  await publish();
  expect(await published()).toEqual(['index.html', 'parts/a-1.js', 'parts/a-2.js']);
  expect(await read('index.html')).toBe('new');
});

test('publishes every built file with its media type', async () => {
  const built = fileURLToPath(new URL('../dist/frontend', import.meta.url));
  const names = await publishFrontend(s3, { folder: built, bucket });
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
  const types = await Promise.all(names.map(async (name) => (await look(name)).ContentType));
  expect(types).not.toContain('application/octet-stream');
});
