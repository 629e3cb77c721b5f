import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../support/find-program.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

describe.each([
  ['core.autocrlf=true', ['-c', 'core.autocrlf=true']],
  ['core.eol=crlf', ['-c', 'core.autocrlf=false', '-c', 'core.eol=crlf']],
])('a clone with %s', (_, settings) => {
  let folder: string;
  let clone: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bakery-checkout-'));
    const repository = join(folder, 'repository.git');
    clone = join(folder, 'clone');
    await git('init', '--quiet', '--bare', repository);
    // All files of the working tree, so that the test needs no commit.
    const store = ['--git-dir', repository, '--work-tree', project, '-c', 'core.bare=false'];
    await git(...store, 'add', '--all', project);
    await git(...store, 'commit', '--quiet', '--message', 'all files');
    await git(...settings, 'clone', '--quiet', repository, clone);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has line feeds in every text file', async () => {
    const { stdout } = await git('-C', clone, 'ls-files', '--eol');
    const files = stdout.trim().split('\n');
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((file) => / w\/(crlf|mixed) /.test(file))).toEqual([]);
    expect(await readFile(join(clone, 'local/containers/start-nginx.sh'), 'utf8')).not.toContain(
      '\r',
    );
  });

  test('has every picture unchanged', async () => {
    const { stdout } = await git('-C', clone, 'ls-files', '*.png');
    const pictures = stdout.trim().split('\n');
    expect(pictures).not.toEqual([]);
    for (const picture of pictures) {
      const original = await readFile(join(project, picture));
      expect(original.equals(await readFile(join(clone, picture)))).toBe(true);
    }
    const attributes = await git('-C', clone, 'check-attr', 'text', ...pictures);
    expect(attributes.stdout.match(/: unset$/gm)).toHaveLength(pictures.length);
  });
});

/** Runs git without the settings of this machine and its user. */
function git(...args: readonly string[]) {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  };
  return run('git', args, { env, maxBuffer: 16 * 1024 * 1024 });
}
