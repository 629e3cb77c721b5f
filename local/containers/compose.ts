import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ComposeFiles {
  /** Descriptor of an open file for the command's input. */
  readonly input?: number;
  /** Descriptor of an open file for the command's output. */
  readonly output?: number;
}

/**
 * Runs `docker compose` for the stack of this checkout, with the settings that started it.
 * @returns the output of the command, unless the output goes to a file
 * @throws with the error output of the command
 */
export async function compose(args: readonly string[], files: ComposeFiles = {}): Promise<string> {
  const { input = 'ignore', output = 'pipe' } = files;
  const child = spawn('docker', ['compose', ...args], {
    cwd: root,
    stdio: [input, output, 'pipe'],
  });
  const [printed, complaints, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(complaints.trim() || `docker compose ${args[0]} failed`);
  return printed.trim();
}

/** Runs a line of shell in the container of PostgreSQL, where the owner's user name is set. */
export function inPostgres(line: string, files?: ComposeFiles): Promise<string> {
  return compose(['exec', '-T', 'postgres', 'sh', '-c', line], files);
}
