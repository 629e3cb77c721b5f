import { S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';

/** An S3 server of this test file, in memory. */
export async function startS3(): Promise<{ s3: S3Client; stop: () => Promise<void> }> {
  const server = await startFauxqs({ port: 0, logger: false });
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    forcePathStyle: true,
  });
  return {
    s3,
    stop: async () => {
      s3.destroy();
      await server.stop();
    },
  };
}
