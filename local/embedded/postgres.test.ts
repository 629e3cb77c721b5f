import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { queryOnce } from '../../shared/db/query-once.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { findProcesses } from '../../tests/support/processes.ts';
import { findPasswords, passwordsFile } from './postgres-passwords.ts';
import {
  findListeningPort,
  findServer,
  type Postgres,
  startPostgres,
  stopLeftoverPostgres,
} from './postgres.ts';

let template: string;
let folder: string;

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'bakery-postgres-'));
  await startAndStop(join(template, 'data'));
});

afterAll(() => rm(template, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-postgres-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Copies initialised data, because initdb takes long. */
async function copyData(dataFolder: string) {
  await promisify(execFile)('cp', ['-a', join(template, 'data'), dataFolder]);
  await cp(passwordsFile(join(template, 'data')), passwordsFile(dataFolder));
}

async function startAndStop(dataFolder: string) {
  const postgres = await startPostgres({ dataFolder, port: await freePort() });
  await postgres.stop();
}

// For root this is a folder like /root: the server's own user may not enter it.
test('starts in a folder that other users may not enter', async () => {
  await chmod(folder, 0o700);
  await startAndStop(join(folder, 'data'));
});

test("reports PostgreSQL's own message when it does not start", async () => {
  const dataFolder = join(folder, 'data');
  await copyData(dataFolder);
  const options = { dataFolder, port: await freePort() };
  await expect(
    startPostgres({ ...options, settings: { shared_buffers: 'plenty' } }),
  ).rejects.toThrow(/PostgreSQL did not start: .*shared_buffers/s);
});

describe('a data folder that is not empty is never deleted', () => {
  test.each([
    ['is missing', (file: string) => rm(file)],
    ['is empty', (file: string) => writeFile(file, '')],
    ['is unreadable', (file: string) => rm(file).then(() => mkdir(file))],
  ])('refuses to start when PG_VERSION %s, and keeps every file', async (_, damage) => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    await damage(join(dataFolder, 'PG_VERSION'));
    const before = await readdir(dataFolder, { recursive: true });
    await expect(startAndStop(dataFolder)).rejects.toThrow(/PG_VERSION.*Nothing was changed/s);
    expect(await readdir(dataFolder, { recursive: true })).toEqual(before);
  });

  test('refuses to start in a folder with other files, and keeps them', async () => {
    const dataFolder = join(folder, 'data');
    await mkdir(dataFolder);
    await writeFile(join(dataFolder, 'thesis.txt'), 'years of work');
    await expect(startAndStop(dataFolder)).rejects.toThrow('is not empty');
    expect(await readFile(join(dataFolder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('keeps files and folders beside the data folder', async () => {
    await mkdir(join(folder, 'data.new'));
    await writeFile(join(folder, 'data.new/thesis.txt'), 'years of work');
    await writeFile(join(folder, 'data.password'), 'secret');
    await startAndStop(join(folder, 'data'));
    expect((await readdir(folder)).sort()).toEqual([
      'data',
      'data.new',
      'data.password',
      'data.passwords.json',
    ]);
    expect(await readdir(join(folder, 'data.new'))).toEqual(['thesis.txt']);
    expect(await readFile(join(folder, 'data.password'), 'utf8')).toBe('secret');
  });
});

test('starts after a run was killed during the initialisation', async () => {
  const dataFolder = join(folder, 'data');
  await mkdir(join(folder, 'data.new-killed/data/base'), { recursive: true });
  await mkdir(dataFolder);
  await startAndStop(dataFolder);
});

test('initialises and starts in a folder with any characters, and runs no command in them', async () => {
  const touched = 'touch touched';
  const name = `$HOME $(${touched}) \`${touched}\` "a" 'b' ; ${touched} ; & | %25 \\ * ? # {} Bäckerei 🥐`;
  const before = process.cwd();
  await startAndStop(join(folder, name, '-D'));
  expect(await readdir(join(folder, name, '-D'))).toContain('PG_VERSION');
  for (const place of [folder, before, join(folder, name, '-D'), '/']) {
    await expect(access(join(place, 'touched'))).rejects.toThrow('ENOENT');
  }
});

test('names the line break in a path, which PostgreSQL cannot use', async () => {
  await expect(startAndStop(join(folder, 'two\nlines'))).rejects.toThrow('line break');
  expect(await readdir(folder)).toEqual([]);
});

test('uses no setting of the shell', async () => {
  const shell = {
    PGDATESTYLE: 'nonsense',
    PGTZ: 'nonsense',
    PGPORT: '1',
    LC_ALL: 'xx_XX.nonsense',
  };
  Object.assign(process.env, shell);
  try {
    await startAndStop(join(folder, 'data'));
  } finally {
    for (const name of Object.keys(shell)) Reflect.deleteProperty(process.env, name);
  }
});

test.each(['', '\n', 'nonsense\n', '0\n', '\0\0\0\0'])(
  'says what to do about a postmaster.pid of %j',
  async (content) => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    const file = join(dataFolder, 'postmaster.pid');
    await writeFile(file, content);
    const sentence = `${file} does not say which process runs on this data. If none does, remove that file.`;
    for (const use of [findServer, findListeningPort, stopLeftoverPostgres, startAndStop]) {
      await expect(use(dataFolder)).rejects.toThrow(sentence);
    }
    await rm(file);
    await startAndStop(dataFolder);
  },
);

describe('an unrelated process with the number in an old file', () => {
  async function leaveBehind(dataFolder: string, pid: number) {
    await copyData(dataFolder);
    const lines = [pid, dataFolder, 1_700_000_000, 5432, '', '127.0.0.1', '  5432001  0', 'ready'];
    await writeFile(join(dataFolder, 'postmaster.pid'), `${lines.join('\n')}\n`);
  }

  // Programs are recognised by their file, not by their command line.
  test.each([
    ['sleep', 1],
    ['postgres', 1],
    // A killed run with --single leaves a negative number.
    ['postgres', -1],
  ])('as %s gets no signal, and PostgreSQL starts', async (argv0, sign) => {
    const dataFolder = join(folder, 'data');
    const innocent = spawn('sleep', ['1000'], { argv0, stdio: 'ignore', cwd: folder });
    try {
      await once(innocent, 'spawn');
      await leaveBehind(dataFolder, sign * (innocent.pid ?? 0));
      expect(await findServer(dataFolder)).toBeUndefined();
      await stopLeftoverPostgres(dataFolder);
      await startAndStop(dataFolder);
      expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
    } finally {
      innocent.kill();
    }
  });

  test('the server of other data keeps running', async () => {
    const other = await startPostgres({
      dataFolder: join(folder, 'other'),
      port: await freePort(),
    });
    try {
      const pid = (await findServer(join(folder, 'other'))) ?? 0;
      await leaveBehind(join(folder, 'data'), pid);
      await stopLeftoverPostgres(join(folder, 'data'));
      await startAndStop(join(folder, 'data'));
      expect(await findServer(join(folder, 'other'))).toBe(pid);
    } finally {
      await other.stop();
    }
  });
});

test('ends the server that a killed run left behind', async () => {
  const dataFolder = join(folder, 'data');
  await copyData(dataFolder);
  await startPostgres({ dataFolder, port: await freePort() });
  await stopLeftoverPostgres(dataFolder);
  expect(await findServer(dataFolder)).toBeUndefined();
});

test('a signal ends an incomplete start, and leaves nothing running', async () => {
  const dataFolder = join(folder, 'data');
  const port = await freePort();
  for (const afterMs of [0, 200, 1_000]) {
    const signal = AbortSignal.timeout(afterMs);
    await startPostgres({ dataFolder, port, signal }).then(
      (server) => server.stop(),
      (error: unknown) => expect(String(error)).toMatch(/abort|timeout/i),
    );
    expect(await findServer(dataFolder)).toBeUndefined();
  }
});

test('a signal during the initialisation rejects the start only when initdb has ended', async () => {
  const dataFolder = join(folder, 'data');
  const stopping = new AbortController();
  const start = startPostgres({ dataFolder, port: await freePort(), signal: stopping.signal });
  await eventually(async () =>
    expect(String(await findProcesses(dataFolder))).toContain('initdb --pgdata'),
  );
  stopping.abort();
  await expect(start).rejects.toThrow('abort');
  expect(await findProcesses(dataFolder)).toEqual([]);
});

describe('the passwords', () => {
  /** Starts PostgreSQL on the data, and runs the work. */
  async function whileRunning(dataFolder: string, work: (server: Postgres) => Promise<void>) {
    const server = await startPostgres({ dataFolder, port: await freePort() });
    await work(server).finally(() => server.stop());
  }

  test('are random, in a file that only its owner may read, and stay the same', async () => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    const file = passwordsFile(dataFolder);
    await chmod(file, 0o644);
    const before = await readFile(file, 'utf8');
    await startAndStop(dataFolder);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await startAndStop(join(folder, 'other'));
    const passwords = [dataFolder, join(folder, 'other')].map(
      async (data) => Object.values((await findPasswords(data)) ?? {}) as string[],
    );
    const all = (await Promise.all(passwords)).flat();
    expect(new Set(all).size).toBe(6);
    expect(all.filter((password) => password.length < 32)).toEqual([]);
  });

  test('refuses the public password, and a connection without one', async () => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    await whileRunning(dataFolder, async ({ urls }) => {
      for (const user of ['bakery', 'postgres', 'bakery_superuser', 'bakery_owner', 'bakery_app']) {
        const url = new URL(urls.app);
        Object.assign(url, { username: user, password: 'bakery' });
        await expect(queryOnce(url.href, 'select')).rejects.toMatchObject({ code: '28P01' });
      }
    });
    const rules = (await readFile(join(dataFolder, 'pg_hba.conf'), 'utf8'))
      .split('\n')
      .filter((line) => /^\w/.test(line));
    expect(rules).not.toEqual([]);
    expect(rules.filter((line) => !line.endsWith(' scram-sha-256'))).toEqual([]);
  });

  test('give no superuser rights to the owner and the functions', async () => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    const rights = `
      select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`;
    await whileRunning(dataFolder, async ({ urls }) => {
      const found = await Promise.all(Object.values(urls).map((url) => queryOnce(url, rights)));
      const none = { rolsuper: false, rolcreaterole: false, rolcreatedb: false };
      expect(found.slice(1)).toEqual([
        [{ rolname: 'bakery_owner', ...none }],
        [{ rolname: 'bakery_app', ...none }],
      ]);
    });
  });

  test('are created again when the file is lost, and the data stays', async () => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    await whileRunning(dataFolder, async ({ urls }) => {
      await queryOnce(urls.owner, 'create table loaves as select 7 as count');
    });
    await rm(passwordsFile(dataFolder));
    await whileRunning(dataFolder, async ({ urls }) => {
      expect(await queryOnce(urls.owner, 'select count from loaves')).toEqual([{ count: 7 }]);
    });
  });

  test.each(['', '{}', '{"superuser":"a"}', 'null'])(
    'an unreadable file (%j) refuses the start, and stays unchanged',
    async (content) => {
      const dataFolder = join(folder, 'data');
      await copyData(dataFolder);
      await writeFile(passwordsFile(dataFolder), content);
      await expect(startAndStop(dataFolder)).rejects.toThrow('passwords.json');
      expect(await readFile(passwordsFile(dataFolder), 'utf8')).toBe(content);
    },
  );

  test('refuses to start with the password file of other data', async () => {
    const dataFolder = join(folder, 'data');
    await copyData(dataFolder);
    const other = { superuser: 'a', owner: 'b', app: 'c' };
    await writeFile(passwordsFile(dataFolder), JSON.stringify(other));
    await expect(startAndStop(dataFolder)).rejects.toThrow('do not belong to this PostgreSQL');
    expect(await findServer(dataFolder)).toBeUndefined();
  });
});

const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

testAsRoot("root's server runs as another user without root's rights", async () => {
  await chmod(folder, 0o700);
  const dataFolder = join(folder, 'data');
  const server = await startPostgres({ dataFolder, port: await freePort() });
  try {
    const pid = await findServer(dataFolder);
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:.*\b0\b/m);
    const capabilities = [...status.matchAll(/^Cap(Inh|Prm|Eff|Amb):\t(\w+)$/gm)];
    expect(capabilities.map(([, name, bits]) => [name, BigInt(`0x${bits}`)])).toEqual([
      ['Inh', 0n],
      ['Prm', 0n],
      ['Eff', 0n],
      ['Amb', 0n],
    ]);
  } finally {
    await server.stop();
  }
});
