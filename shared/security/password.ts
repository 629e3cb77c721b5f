import { randomBytes, randomInt, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '../domain/errors.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * scrypt with N = 2^15, r = 8, p = 3: 32 MB for a guess, and a tenth of a second or more. One of the
 * choices of the OWASP Password Storage Cheat Sheet.
 */
const cost = { ln: 15, r: 8, p: 3 } as const;
const keyBytes = 32;

/** A salted hash that carries its own cost: "$scrypt$ln=15,r=8,p=3$salt$key", base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost);
  const encoded = [salt, key].map((bytes) => bytes.toString('base64'));
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${encoded.join('$')}`;
}

/** What no password has made, at the cost of one that a password has. */
const hashOfNoPassword = `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=`;

/**
 * Whether the password made this hash. Without a hash it is never so, but takes as long, so that the
 * time tells nobody which accounts there are.
 */
export async function isPassword(
  password: string,
  hash: string | undefined,
  turn: Turn = 'first',
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
    turn,
  );
  return timingSafeEqual(actual, expected) && hash !== undefined;
}

/**
 * Whose password is hashed first when several wait: those of signed-in staff and known devices come
 * before those of strangers, of which there may be a flood.
 */
export type Turn = 'first' | 'last';

/** Passwords that may wait in a process, for each turn. */
const longestQueue = 8;
const queueKey = Symbol.for('bakery.password-queue');

interface PasswordQueue {
  isHashing: boolean;
  readonly waiting: Record<Turn, (() => void)[]>;
}

/** One for all functions of a process, like the pool. */
const shared = globalThis as { [queueKey]?: PasswordQueue | undefined };

/**
 * One after the other: hashing takes all of a processor for a while, and whoever signs in may wait
 * rather than whoever buys bread.
 * @throws DomainError `throttled` when too many wait already
 */
async function inTurn<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
  const queue = (shared[queueKey] ??= { isHashing: false, waiting: { first: [], last: [] } });
  if (queue.waiting[turn].length >= longestQueue) throw tooManyAtOnce();
  if (queue.isHashing) await new Promise<void>((resolve) => queue.waiting[turn].push(resolve));
  queue.isHashing = true;
  try {
    return await work();
  } finally {
    const next = queue.waiting.first.shift() ?? queue.waiting.last.shift();
    // While one waits the queue stays taken, so a newcomer cannot overtake it.
    if (next) next();
    else queue.isHashing = false;
  }
}

/** What is answered to a sign-in when too many others are under way. */
export function tooManyAtOnce(): DomainError {
  const message = 'Too many people sign in at this moment. Try again in 2 s.';
  return new DomainError('throttled', 'too-many-sign-ins', message, { retryAfterSeconds: 2 });
}

/** The same letters in the same form, however a keyboard composed them (RFC 8265, 4.2.2). */
function deriveKey(
  password: string,
  salt: Buffer,
  { ln, r, p }: { readonly ln: number; readonly r: number; readonly p: number },
  turn: Turn = 'first',
): Promise<Buffer> {
  const N = 2 ** ln;
  const limits = { N, r, p, maxmem: 256 * N * r };
  return inTurn(turn, () => derive(password.normalize('NFC'), salt, keyBytes, limits));
}

/** Twenty letters and digits that cannot be mistaken for one another, in groups of five. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn = Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
  return drawn.replaceAll(/.{5}(?=.)/g, '$&-');
}
