import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderNginxAnswers } from '../../local/containers/nginx-answers.ts';
import { eventually } from './eventually.ts';
import { findProgram } from './find-program.ts';
import { freePorts } from './free-port.ts';
import type { Program } from './install-programs.ts';

export const nginxProgram: Program = {
  candidates: ['nginx', '/usr/sbin/nginx'],
  debianPackage: 'nginx',
};

export interface Nginx {
  readonly shopPort: number;
  readonly apiPort: number;
  /** The log of nginx so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** The port of the API on 127.0.0.1. */
  readonly upstreamPort: number;
  readonly env?: Readonly<Record<string, string>>;
}

const local = fileURLToPath(new URL('../../local/containers/', import.meta.url));
const pages = fileURLToPath(new URL('../../dist/frontend', import.meta.url));

/**
 * The frontend container's nginx with its own configuration, on free ports and in a temporary
 * folder.
 */
export async function startNginx({ upstreamPort, env = {} }: NginxOptions): Promise<Nginx> {
  const program = await findProgram(...nginxProgram.candidates);
  if (program === undefined) {
    throw new Error(`This test needs nginx: apt-get install ${nginxProgram.debianPackage}`);
  }
  const [shopPort = 0, apiPort = 0] = await freePorts(2);
  const folder = await mkdtemp(join(tmpdir(), 'bakery-nginx-'));
  await mkdir(join(folder, 'tmp'));
  const places: Readonly<Record<string, string>> = {
    '/etc/nginx': folder,
    '/tmp': join(folder, 'tmp'),
    '/usr/share/nginx/html': pages,
    'http://api:8000': `http://127.0.0.1:${upstreamPort}`,
    'listen 8000': `listen 127.0.0.1:${apiPort}`,
    'listen 8080': `listen 127.0.0.1:${shopPort}`,
    "nginx -g 'daemon off;'": `${program} -p ${folder} -c nginx.conf -g '${globals()}'`,
  };
  const anyPlace = new RegExp(Object.keys(places).map(RegExp.escape).join('|'), 'g');
  const texts: Record<string, string> = { ...renderNginxAnswers() };
  for (const name of await readdir(local)) {
    if (/^(nginx.*\.conf|start-nginx\.sh)$/.test(name)) {
      texts[name] = await readFile(join(local, name), 'utf8');
    }
  }
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(
      join(folder, name),
      text.replaceAll(anyPlace, (found) => places[found] ?? found),
    );
  }
  await cp('/etc/nginx/mime.types', join(folder, 'mime.types'));
  const log = await open(join(folder, 'log'), 'a');
  const child = spawn('sh', [join(folder, 'start-nginx.sh')], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const readLog = () => readFile(join(folder, 'log'), 'utf8');
  const opened = eventually(() => Promise.all([shopPort, apiPort].map(reach)));
  const ended = once(child, 'exit').then(async () => {
    throw new Error(`nginx ended: ${await readLog()}`);
  });
  ended.catch(() => undefined);
  try {
    await Promise.race([opened, ended]);
  } catch (error) {
    await end(child);
    await rm(folder, { recursive: true });
    throw error;
  }
  return {
    shopPort,
    apiPort,
    log: readLog,
    async stop() {
      await end(child);
      await rm(folder, { recursive: true });
    },
  };
}

/** Started by root, nginx would run its workers as a user that cannot enter the folder. */
function globals(): string {
  return process.getuid?.() === 0 ? 'daemon off; user root;' : 'daemon off;';
}

async function reach(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
