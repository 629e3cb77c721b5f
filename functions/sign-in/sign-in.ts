import type { Queryable } from '../../shared/db/database.ts';
import { findCredentials, toKnownName } from '../../shared/db/staff-accounts.ts';
import { isKnownDevice, rememberDevice, touchDevice } from '../../shared/db/staff-devices.ts';
import { countSignInAttempt, openSession } from '../../shared/db/staff-sessions.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import {
  refuseEarlySignIn,
  type SignInSource,
  signInWaitSeconds,
} from '../../shared/domain/sign-in.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { isPassword, tooManyAtOnce } from '../../shared/security/password.ts';
import { hashSessionSecret, newSessionSecret } from '../../shared/security/session-secret.ts';

export interface SignIn {
  /** As typed, with or without accents. */
  readonly name: string;
  readonly password: string;
  readonly clientNetwork: string;
  /** The secret in the device's cookie; undefined without a cookie. */
  readonly deviceSecret: string | undefined;
  readonly sessionHours: number;
}

export interface SignedIn {
  /** As stored. */
  readonly name: string;
  /** The session's secret, for the cookie; only its hash is stored. */
  readonly secret: string;
  /** The device's secret, for its cookie. */
  readonly deviceSecret: string;
  readonly role: StaffRole;
  readonly isDemo: boolean;
}

/**
 * Opens a session with a name and a password. A wrong name and a wrong password get the same
 * response, after the same work.
 * @throws DomainError `throttled` after too many failures, or with too many concurrent attempts ·
 * `unauthenticated`
 */
export async function signIn(db: Queryable, typed: SignIn): Promise<SignedIn> {
  const name = await toKnownName(db, typed.name);
  const attempt = { ...typed, name };
  const { deviceSecret, clientNetwork } = attempt;
  const deviceHash = deviceSecret === undefined ? undefined : hashSessionSecret(deviceSecret);
  if (deviceHash !== undefined && (await isKnownDevice(db, name, deviceHash))) {
    return check(db, attempt, { kind: 'known-device', key: deviceHash });
  }
  return withPlace(() => check(db, attempt, { kind: 'network', key: clientNetwork }));
}

/** The most concurrent attempts from unknown devices per process. */
const places = 5;
let taken = 0;

/** Refuses a flood before it uses resources that known devices need. */
async function withPlace<T>(work: () => Promise<T>): Promise<T> {
  if (taken >= places) throw tooManyAtOnce();
  taken++;
  try {
    return await work();
  } finally {
    taken--;
  }
}

async function check(
  db: Queryable,
  { name, password, clientNetwork, deviceSecret, sessionHours }: SignIn,
  source: SignInSource,
): Promise<SignedIn> {
  refuseEarlySignIn(
    await countSignInAttempt(name, source, (failures, now) =>
      signInWaitSeconds(failures, source, now),
    ),
  );
  const account = await findCredentials(db, name);
  const isKnown = source.kind === 'known-device';
  const isRight = await isPassword(password, account?.password_hash, isKnown ? 'first' : 'last');
  const about = { network: clientNetwork, known_device: isKnown };
  if (!account || !isRight) {
    logger.warn('sign-in refused', about);
    throw wrongCredentials();
  }
  const secret = newSessionSecret();
  const { id: accountId, password_hash: passwordHash } = account;
  const sessionHash = hashSessionSecret(secret);
  // Fails when the account was deactivated or got another password during the sign-in.
  if (!(await openSession(db, { accountId, passwordHash, source }, sessionHash, sessionHours))) {
    throw wrongCredentials();
  }
  logger.info('signed in', { name, ...about });
  return {
    name,
    secret,
    deviceSecret: await keepDevice(db, accountId, deviceSecret, source),
    role: account.role,
    isDemo: account.is_demo,
  };
}

/**
 * Keeps the secret of a known device, so that concurrent requests and lost responses do no harm.
 * @returns the secret under which the device is known from now on
 */
async function keepDevice(
  db: Queryable,
  accountId: number,
  secretBefore: string | undefined,
  { kind, key }: SignInSource,
): Promise<string> {
  if (secretBefore !== undefined && kind === 'known-device') {
    await touchDevice(db, accountId, key);
    return secretBefore;
  }
  const secret = newSessionSecret();
  const oldHash = secretBefore === undefined ? undefined : hashSessionSecret(secretBefore);
  await rememberDevice(db, accountId, hashSessionSecret(secret), oldHash);
  return secret;
}

function wrongCredentials(): DomainError {
  return new DomainError('unauthenticated', 'wrong-credentials', 'Wrong name or password.');
}
