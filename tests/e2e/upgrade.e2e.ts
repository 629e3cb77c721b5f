/** Upgrades data of the released version, whose only role, `bakery`, had a public password. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { passwordsFile } from '../../local/embedded/postgres-passwords.ts';
import { findServer } from '../../local/embedded/postgres.ts';
import { queryOnce } from '../../shared/db/query-once.ts';
import { figuresUnlikeClaims } from '../support/claims.ts';
import { eventually } from '../support/eventually.ts';
import { freePort, freePorts } from '../support/free-port.ts';
import { type Stack, startStack } from '../support/stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const released = '13290bb0f372f11d9ef9d13951385df43131618d';
const orders = 300;
const run = promisify(execFile);

// A shallow checkout does not contain the released version.
const { status } = spawnSync('git', ['cat-file', '-e', `${released}^{commit}`], { cwd: root });
const describeUpgrade = status === 0 ? describe : describe.skip;

async function place(stack: Stack): Promise<number> {
  const answer = await fetch(`${stack.apiUrl}/order`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"product_id":1,"quantity":1}',
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { order_id: number }).order_id;
}

/** The first orders, with all data that the released version stored. */
function readOrders({ databaseUrl }: Stack) {
  return queryOnce(
    databaseUrl,
    `select o.id, o.status, o.placed_at, o.correlation_id, l.product_id, l.quantity,
       (select count(*)::integer from order_timeline t where t.order_id = o.id) as entries
     from orders o join order_lines l on l.order_id = o.id
     where o.id <= ${100 + orders} order by o.id`,
  );
}

describeUpgrade('the data of the released version', () => {
  let parent: string;
  let checkout: string;
  let before: object[];

  const startReleased = async (dataFolder: string) =>
    startStack({
      folder: checkout,
      command: [process.execPath, 'local/start.ts'],
      dataFolder,
      env: { LAMBDA_PORT: String(await freePort()) },
    });

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'bakery-upgrade-'));
    checkout = join(parent, 'released');
    await run('git', ['worktree', 'add', '--detach', checkout, released], { cwd: root });
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    await run(process.execPath, ['build.ts'], { cwd: checkout });
    const stack = await startReleased(join(parent, 'data'));
    await queryOnce(stack.databaseUrl, 'update products set stock = 5000 where id = 1');
    let placed = 0;
    const customer = async () => {
      while (placed < orders) {
        placed++;
        await place(stack);
      }
    };
    await Promise.all(Array.from({ length: 16 }, customer));
    const pending = `select from orders where status = 'Pending'`;
    await eventually(async () => {
      expect(await queryOnce(stack.databaseUrl, pending)).toEqual([]);
    }, 60_000);
    before = await readOrders(stack);
    await stack.stop();
  }, 300_000);

  afterAll(async () => {
    await run('git', ['worktree', 'remove', '--force', checkout], { cwd: root });
    await rm(parent, { recursive: true });
  });

  async function copyData(name: string): Promise<string> {
    const dataFolder = join(parent, name);
    await run('cp', ['-a', join(parent, 'data'), dataFolder]);
    return dataFolder;
  }

  async function expectUpgraded(stack: Stack) {
    expect(before).toHaveLength(orders);
    expect(await readOrders(stack)).toEqual(before);
    expect(
      await queryOnce(
        stack.databaseUrl,
        `select rolname, rolsuper, rolcreaterole, rolcanlogin from pg_roles
         where rolname like 'bakery%' order by rolname`,
      ),
    ).toEqual([
      { rolname: 'bakery', rolsuper: false, rolcreaterole: false, rolcanlogin: true },
      { rolname: 'bakery_app', rolsuper: false, rolcreaterole: false, rolcanlogin: true },
      { rolname: 'bakery_owner', rolsuper: false, rolcreaterole: false, rolcanlogin: true },
      { rolname: 'bakery_superuser', rolsuper: true, rolcreaterole: true, rolcanlogin: true },
    ]);
    const unclaimed = `select from orders where pickup_date is null and status = 'Completed'`;
    expect(await queryOnce(stack.databaseUrl, unclaimed)).toEqual([]);
    expect(await queryOnce(stack.databaseUrl, figuresUnlikeClaims)).toEqual([]);
    const owners = `select distinct tableowner from pg_tables where schemaname = 'public'`;
    expect(await queryOnce(stack.databaseUrl, owners)).toEqual([{ tableowner: 'bakery_owner' }]);
  }

  test('has every order after the next start, and the old role is no superuser', async () => {
    const dataFolder = await copyData('upgraded');
    const stack = await startStack({ dataFolder });
    await expectUpgraded(stack);
    expect(await place(stack)).toBe(101 + orders);
    const file = passwordsFile(join(dataFolder, 'postgres'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await stack.stop();

    // The released version runs on the upgraded data.
    const old = await startReleased(dataFolder);
    expect(await place(old)).toBe(102 + orders);
    await old.stop();

    const again = await startStack({ dataFolder });
    await expectUpgraded(again);
    await again.stop();
  });

  test.each([
    'create role bakery_upgrade',
    'rename to bakery_superuser',
    'owner to bakery_owner',
    'alter default privileges',
  ])('has every order after a power cut at "%s" and the next start', async (statement) => {
    const dataFolder = await copyData(statement.replaceAll(' ', '-'));
    const postgresFolder = join(dataFolder, 'postgres');
    await appendFile(join(postgresFolder, 'postgresql.conf'), `\nlog_statement = 'all'\n`);
    const [api = 0, frontend = 0, postgres = 0, sqs = 0] = await freePorts(4);
    const start = spawn(process.execPath, ['local/embedded/start.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        HOME: tmpdir(),
        DATA_FOLDER: dataFolder,
        API_PORT: String(api),
        FRONTEND_PORT: String(frontend),
        POSTGRES_PORT: String(postgres),
        SQS_PORT: String(sqs),
      },
      stdio: 'ignore',
    });
    const ended = once(start, 'exit');
    const log = join(postgresFolder, 'server.log');
    await eventually(async () => expect(await readFile(log, 'utf8')).toContain(statement), 60_000);
    start.kill('SIGKILL');
    process.kill((await findServer(postgresFolder)) ?? 0, 'SIGKILL');
    await ended;
    await eventually(async () => expect(await findServer(postgresFolder)).toBeUndefined());

    const stack = await startStack({ dataFolder });
    await expectUpgraded(stack);
    expect(await place(stack)).toBe(101 + orders);
    await stack.stop();
  });
});
