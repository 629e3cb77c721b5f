import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tests/support/free-port.ts';
import { startPostgres } from './postgres.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-postgres-'));
});

afterEach(() => rm(folder, { recursive: true }));

// For root this is a folder like /root: the server's own user may not pass through it.
test('starts in a folder that nobody else may enter', async () => {
  await chmod(folder, 0o700);
  const postgres = await startPostgres({
    dataFolder: join(folder, 'data'),
    port: await freePort(),
  });
  await postgres.stop();
});

test('says what PostgreSQL said when it does not start', async () => {
  const dataFolder = join(folder, 'data');
  const options = { dataFolder, port: await freePort() };
  await expect(
    startPostgres({ ...options, settings: { shared_buffers: 'plenty' } }),
  ).rejects.toThrow(/PostgreSQL did not start: .*shared_buffers/s);
});
