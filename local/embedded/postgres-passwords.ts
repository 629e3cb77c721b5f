import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The passwords of the roles in local/embedded/postgres-roles.ts. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

const roles = ['superuser', 'owner', 'app'] as const;

/** @returns the file with PostgreSQL's passwords, beside the data folder */
export function passwordsFile(dataFolder: string): string {
  return `${dataFolder}.passwords.json`;
}

/**
 * Reads the passwords, or creates random ones when the file is missing. The file is written
 * atomically, and only its owner may read it.
 * @param setPasswords sets the new passwords in PostgreSQL, before they are stored
 * @throws when the file exists without passwords in it
 */
export async function ensurePasswords(
  dataFolder: string,
  setPasswords: (made: Passwords) => Promise<void> = () => Promise.resolve(),
): Promise<Passwords> {
  const found = await findPasswords(dataFolder);
  if (found) {
    // A copied file may have lost its mode.
    await chmod(passwordsFile(dataFolder), 0o600);
    return found;
  }
  const made = { superuser: newPassword(), owner: newPassword(), app: newPassword() };
  await setPasswords(made);
  await write(passwordsFile(dataFolder), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/**
 * @returns undefined when the file is missing
 * @throws when the file exists without passwords in it
 */
export async function findPasswords(dataFolder: string): Promise<Passwords | undefined> {
  const file = passwordsFile(dataFolder);
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(
      `The passwords of PostgreSQL cannot be read in ${file}. Restore the file from a copy of the data.`,
      { cause },
    );
  }
}

function parse(text: string): Passwords {
  const passwords = JSON.parse(text) as Record<string, unknown> | null;
  for (const role of roles) {
    const password = passwords?.[role];
    if (typeof password !== 'string' || password === '') throw new Error(`${role} is missing`);
  }
  return passwords as unknown as Passwords;
}

/** 192 bits, in characters that need no escaping in a URL or a line of a file. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function write(file: string, text: string) {
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  const output = await open(aside, 'wx', 0o600);
  try {
    await output.writeFile(text);
    await output.sync();
    await rename(aside, file);
  } finally {
    await output.close();
    await rm(aside, { force: true });
  }
}
