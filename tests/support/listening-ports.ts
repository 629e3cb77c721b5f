import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An address that a process listens on, as "127.0.0.1:8000"; "*:8000" is every interface. */
export type Listener = string;

/** Every TCP port that these processes and their descendants listen on. */
export async function listenersOf(...roots: number[]): Promise<Listener[]> {
  const pids = await processTrees(roots);
  const found = process.platform === 'linux' ? await readFromProc(pids) : await runLsof(pids);
  return [...new Set(found)].toSorted();
}

async function processTrees(roots: readonly number[]): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=']);
  const lines = stdout.trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const found = [...roots];
  for (const parent of found) {
    for (const [pid = 0, ppid] of pairs) if (ppid === parent) found.push(pid);
  }
  return found;
}

async function readFromProc(pids: readonly number[]): Promise<Listener[]> {
  const inodes = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const listening = '0A';
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode = '']) => state === listening && inodes.has(inode))
    .map(([, local = '']) => toListener(local));
}

async function socketsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

/** "0100007F:1F40" is 127.0.0.1:8000: the bytes of an IPv4 address in the machine's byte order. */
function toListener(local: string): Listener {
  const [address = '', port = ''] = local.split(':');
  const bytes = Buffer.from(address, 'hex');
  const loopback6 = '00000000000000000000000001000000';
  const host = /^0+$/.test(address)
    ? '*'
    : address.length === 8
      ? bytes.reverse().join('.')
      : address === loopback6
        ? '[::1]'
        : address;
  return `${host}:${Number.parseInt(port, 16)}`;
}

async function runLsof(pids: readonly number[]): Promise<Listener[]> {
  const args = ['-nP', '-a', '-iTCP', '-sTCP:LISTEN', '-Fn', '-p', pids.join()];
  const { stdout } = await run('lsof', args);
  return [...stdout.matchAll(/^n(\S+)$/gm)].map(([, listener = '']) => listener);
}
