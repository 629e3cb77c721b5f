import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Variables that Docker needs; other variables of the shell must not change the stack. */
const passedOn = /^(PATH|HOME|USER|TMPDIR|XDG_\w+|DOCKER_\w+|BUILDKIT_\w+|\w+_PROXY)$/i;

export interface Container {
  readonly id: string;
  readonly service: string;
  readonly state: string;
  readonly health: string;
  readonly exitCode: number;
  readonly restarts: number;
  readonly user: string;
  readonly hasReadOnlyRoot: boolean;
  readonly droppedCapabilities: readonly string[];
  readonly securityOptions: readonly string[];
  readonly memoryLimit: number;
  /** Addresses on the host, as `127.0.0.1:3000`. */
  readonly published: readonly string[];
}

/** The used parts of `docker inspect`. */
interface Inspection {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly Memory: number;
  };
  readonly NetworkSettings: {
    readonly Ports: Readonly<
      Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
    >;
  };
}

/** One stack of containers, separate from all others on this machine. */
export class Engine {
  readonly settings: Readonly<Record<string, string>>;
  readonly #env: Record<string, string>;
  readonly #running = new Set<ChildProcess>();
  #isInterrupted = false;

  constructor(settings: Readonly<Record<string, string>>) {
    this.settings = settings;
    const inherited = Object.entries(process.env).filter(([name]) => passedOn.test(name));
    this.#env = {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      COMPOSE_DISABLE_ENV_FILE: '1',
      ...settings,
    };
  }

  /** Runs docker. @returns the output. @throws with the error output */
  docker(...args: string[]): Promise<string> {
    return this.#run('docker', args);
  }

  /** Runs one of the project's npm scripts for this stack. */
  npm(script: string, ...args: string[]): Promise<string> {
    return this.#run('npm', ['run', '--silent', script, '--', ...args]);
  }

  #run(program: string, args: string[]): Promise<string> {
    if (this.#isInterrupted) return Promise.reject(new Error('interrupted'));
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    // A separate process group, so that Ctrl-C reaches only this process, which takes the stack
    // down.
    const child = spawn(program, args, { cwd: root, env: this.#env, detached: true });
    this.#running.add(child);
    let output = '';
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      this.#running.delete(child);
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args.join(' ')}\n${complaints.trim().slice(-2_000)}`));
    });
    return promise;
  }

  compose(...args: string[]): Promise<string> {
    return this.docker('compose', ...args);
  }

  /** Ends the running commands, and starts no more. */
  interrupt(): void {
    this.#isInterrupted = true;
    for (const child of this.#running) child.kill('SIGTERM');
  }

  /** The containers of these services, or of all, in any state. */
  async containers(...services: string[]): Promise<Container[]> {
    const ids = (await this.compose('ps', '--all', '--quiet', ...services)).split(/\s+/);
    const found = ids.filter((id) => id !== '');
    if (found.length === 0) return [];
    const inspected = JSON.parse(await this.docker('inspect', ...found)) as Inspection[];
    return inspected.map(toContainer);
  }

  async container(service: string): Promise<Container> {
    const [first] = await this.containers(service);
    if (!first) throw new Error(`There is no container of ${service}.`);
    return first;
  }

  /** Rows of one statement, their columns separated by "|". */
  async sql(statement: string): Promise<string[]> {
    const psql = ['psql', '-U', 'bakery', '-d', 'bakery', '-At', '-c', statement];
    const output = await this.compose('exec', '-T', 'postgres', ...psql);
    return output.split('\n').filter((row) => row !== '');
  }
}

function toContainer(inspection: Inspection): Container {
  const { Id, RestartCount, State, Config, HostConfig, NetworkSettings } = inspection;
  return {
    id: Id,
    service: Config.Labels['com.docker.compose.service'] ?? '',
    state: State.Status,
    health: State.Health?.Status ?? '',
    exitCode: State.ExitCode,
    restarts: RestartCount,
    user: Config.User,
    hasReadOnlyRoot: HostConfig.ReadonlyRootfs,
    droppedCapabilities: HostConfig.CapDrop ?? [],
    securityOptions: HostConfig.SecurityOpt ?? [],
    memoryLimit: HostConfig.Memory,
    published: Object.values(NetworkSettings.Ports).flatMap((bindings) =>
      (bindings ?? []).map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}`),
    ),
  };
}
