import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'amqplib';
import { findProgram, run } from './find-program.ts';
import { freePort, freePorts } from './free-port.ts';
import { installPrograms, type Program } from './install-programs.ts';

export interface Rabbitmq {
  readonly url: string;
  stop(): Promise<void>;
}

/** A private RabbitMQ that a test may kill and start again. */
export interface OwnRabbitmq extends Rabbitmq {
  readonly port: number;
  /** The id of RabbitMQ's root process. */
  pid(): Promise<number>;
  /** Kills RabbitMQ with SIGKILL; stored messages stay. */
  kill(): Promise<void>;
  /** Starts RabbitMQ again after `kill`, with the same ports and data. */
  start(): Promise<void>;
  /** Runs rabbitmqctl. @returns the output of the command */
  control(...args: string[]): Promise<string>;
}

/** Not Debian's wrapper in /usr/sbin, because the wrapper supports only the system's own node. */
export const rabbitmqProgram: Program = {
  candidates: ['/usr/lib/rabbitmq/bin/rabbitmq-server', 'rabbitmq-server'],
  debianPackage: 'rabbitmq-server',
};

/**
 * The RabbitMQ of `RABBITMQ_URL`, or a private RabbitMQ.
 * @throws an error that says what to install when there is neither
 */
export async function startRabbitmq(): Promise<Rabbitmq> {
  const url = process.env['RABBITMQ_URL'];
  return url ? { url, stop: () => Promise.resolve() } : startOwnRabbitmq();
}

/**
 * A real RabbitMQ: a private node of the `rabbitmq-server` on this machine, which starts in about
 * ten seconds; otherwise a container; otherwise a private node of a package that is installed now.
 * @throws an error that says what to install when none of them is possible
 */
export async function startOwnRabbitmq(): Promise<OwnRabbitmq> {
  const installed = await findProgram(...rabbitmqProgram.candidates);
  if (installed) return startNode(installed);
  if (await hasDockerEngine()) return startContainer();
  const [server] = await installPrograms([rabbitmqProgram]);
  if (server) return startNode(server);
  throw new Error('There is no RabbitMQ. Install rabbitmq-server, or start Docker.');
}

/** Whether RabbitMQ must be installed for the tests. */
export async function mustInstallRabbitmq(): Promise<boolean> {
  return !(await findProgram(...rabbitmqProgram.candidates)) && !(await hasDockerEngine());
}

async function hasDockerEngine(): Promise<boolean> {
  return run('docker', ['info']).then(
    () => true,
    () => false,
  );
}

async function startContainer(): Promise<OwnRabbitmq> {
  const port = await freePort();
  const publish = `127.0.0.1:${port}:5672`;
  const started = await run('docker', ['run', '-d', '-p', publish, 'rabbitmq:4-management']);
  const id = started.stdout.trim();
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  await untilConnected(url, () => undefined);
  return {
    url,
    port,
    async pid() {
      const inspected = await run('docker', ['inspect', '--format', '{{.State.Pid}}', id]);
      return Number(inspected.stdout);
    },
    async kill() {
      await run('docker', ['kill', id]);
    },
    async start() {
      await run('docker', ['start', id]);
      await untilConnected(url, () => undefined);
    },
    async control(...args) {
      return (await run('docker', ['exec', id, 'rabbitmqctl', '--quiet', ...args])).stdout;
    },
    async stop() {
      await run('docker', ['rm', '--force', '--volumes', id]);
    },
  };
}

/** A node with its own ports, folders, cookie and port mapper; `stop` removes all of them. */
async function startNode(server: string): Promise<OwnRabbitmq> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-rabbitmq-'));
  const [amqp = 0, distribution, epmd] = await freePorts(3);
  const log = join(folder, 'log');
  await mkdir(log);
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [`listeners.tcp.1 = 127.0.0.1:${amqp}`, 'disk_free_limit.absolute = 10MB', ''].join('\n'),
  );
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  const env = {
    ...process.env,
    HOME: folder,
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `bakery-${amqp}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: log,
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
  };
  const url = `amqp://guest:guest@127.0.0.1:${amqp}`;
  let node: ChildProcess;
  async function start() {
    node = spawn(server, [], { env, stdio: 'ignore', detached: true });
    await untilConnected(url, () => (node.exitCode === null ? undefined : `it left ${log}`));
  }
  await start();
  return {
    url,
    port: amqp,
    start,
    pid: () => Promise.resolve(node.pid ?? 0),
    async kill() {
      if (!node.pid || node.exitCode !== null || node.signalCode !== null) return;
      const exited = once(node, 'exit');
      // Ends the process group: the start script, the Erlang virtual machine and its helpers.
      process.kill(-node.pid, 'SIGKILL');
      await exited;
    },
    async control(...args) {
      const program = await findProgram('/usr/lib/rabbitmq/bin/rabbitmqctl', 'rabbitmqctl');
      if (!program) throw new Error('There is no rabbitmqctl beside rabbitmq-server.');
      return (await run(program, ['--quiet', ...args], { env })).stdout;
    },
    async stop() {
      await endNode(node);
      await run('epmd', ['-port', String(epmd), '-kill'], { env }).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function endNode(node: ChildProcess) {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const exited = once(node, 'exit');
  node.kill('SIGTERM');
  await exited;
}

async function untilConnected(url: string, findFailure: () => string | undefined) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const failure = findFailure();
    if (failure) throw new Error(`RabbitMQ did not start: ${failure}`);
    const connection = await connect(url).catch(() => undefined);
    if (connection) return connection.close();
    await setTimeout(200);
  }
  throw new Error(`RabbitMQ does not answer at ${url}`);
}
