/** The costs of processes and all their descendants so far, from Linux's /proc. */
import { readdir, readFile } from 'node:fs/promises';

export interface ProcessCosts {
  /** Processor time, including ended children. */
  readonly cpuSeconds: number;
  /** Memory in use, with shared memory divided among its users: the proportional set size. */
  readonly memoryMb: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** The unit of Linux, on every machine that Node supports. */
const ticksPerSecond = 100;

export async function costsOf(roots: readonly number[]): Promise<ProcessCosts> {
  const family = descendants(roots, await listProcesses());
  const memory = await Promise.all(family.map(({ pid }) => memoryOf(pid)));
  return {
    cpuSeconds: sum(family.map(({ ticks }) => ticks)) / ticksPerSecond,
    memoryMb: sum(memory) / 1024,
  };
}

async function listProcesses(): Promise<Process[]> {
  const names = await readdir('/proc');
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess));
  return found.flatMap((one) => one ?? []);
}

/** @returns undefined when the process has ended */
async function readProcess(pid: string): Promise<Process | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name, in brackets, may contain any character.
  const fields = stat
    ?.slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  if (!fields) return undefined;
  const [parent = 0] = fields.slice(1);
  // utime, stime, cutime, cstime
  return { pid: Number(pid), parent, ticks: sum(fields.slice(11, 15)) };
}

function descendants(roots: readonly number[], all: readonly Process[]): Process[] {
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const family: Process[] = [];
  const waiting = all.filter(({ pid }) => roots.includes(pid));
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    family.push(one);
    waiting.push(...(byParent.get(one.pid) ?? []));
  }
  return family;
}

async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
