import { randomBytes, randomInt, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '../domain/errors.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * scrypt with N = 2^15, r = 8, p = 3: 32 MB and a tenth of a second or more per guess. One of the
 * choices of the OWASP Password Storage Cheat Sheet.
 */
const cost = { ln: 15, r: 8, p: 3 } as const;
const keyBytes = 32;

/** A salted hash that includes its cost: "$scrypt$ln=15,r=8,p=3$salt$key", base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost);
  const encoded = [salt, key].map((bytes) => bytes.toString('base64'));
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${encoded.join('$')}`;
}

/** A hash that matches no password, with the same cost. */
const hashOfNoPassword = `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=`;

/**
 * Whether the hash was made from this password. Without a hash the answer is false after the same time, so that the
 * duration does not reveal which accounts exist.
 */
export async function isPassword(
  password: string,
  hash: string | undefined,
  priority: Priority = 'first',
): Promise<boolean> {
  const [, , parameters = '', salt = '', key = ''] = (hash ?? hashOfNoPassword).split('$');
  const { ln, r, p } = Object.fromEntries(
    parameters.split(',').map((pair) => pair.split('=')),
  ) as Record<string, string>;
  const expected = Buffer.from(key, 'base64');
  const actual = await deriveKey(
    password,
    Buffer.from(salt, 'base64'),
    {
      ln: Number(ln),
      r: Number(r),
      p: Number(p),
    },
    priority,
  );
  return timingSafeEqual(actual, expected) && hash !== undefined;
}

/**
 * The priority in the queue: signed-in staff and known devices come before strangers, who may be a
 * flood of attackers.
 */
export type Priority = 'first' | 'last';

/** The most waiting passwords per process and priority. */
const longestQueue = 8;
const queueKey = Symbol.for('bakery.password-queue');

interface PasswordQueue {
  isHashing: boolean;
  readonly waiting: Record<Priority, (() => void)[]>;
}

/** Shared by all functions of a process, like the pool. */
const shared = globalThis as { [queueKey]?: PasswordQueue | undefined };

/**
 * Hashes one password after the other: hashing occupies a core, and customers' requests take
 * precedence.
 * @throws DomainError `throttled` when too many passwords wait already
 */
async function enqueue<T>(priority: Priority, work: () => Promise<T>): Promise<T> {
  const queue = (shared[queueKey] ??= { isHashing: false, waiting: { first: [], last: [] } });
  if (queue.waiting[priority].length >= longestQueue) throw tooManyAtOnce();
  if (queue.isHashing) await new Promise<void>((resolve) => queue.waiting[priority].push(resolve));
  queue.isHashing = true;
  try {
    return await work();
  } finally {
    const next = queue.waiting.first.shift() ?? queue.waiting.last.shift();
    // The queue stays busy while another request waits, so that a new request cannot overtake it.
    if (next) next();
    else queue.isHashing = false;
  }
}

/** The refusal when too many sign-ins wait. */
export function tooManyAtOnce(): DomainError {
  const message = 'Too many sign-ins at the moment. Try again in 2 s.';
  return new DomainError('throttled', 'too-many-sign-ins', message, { retryAfterSeconds: 2 });
}

/** Normalizes the password, whatever way a keyboard composed it (RFC 8265, 4.2.2). */
function deriveKey(
  password: string,
  salt: Buffer,
  { ln, r, p }: { readonly ln: number; readonly r: number; readonly p: number },
  priority: Priority = 'first',
): Promise<Buffer> {
  const N = 2 ** ln;
  const limits = { N, r, p, maxmem: 256 * N * r };
  return enqueue(priority, () => derive(password.normalize('NFC'), salt, keyBytes, limits));
}

/** Twenty unambiguous letters and digits, in groups of five. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn = Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
  return drawn.replaceAll(/.{5}(?=.)/g, '$&-');
}
