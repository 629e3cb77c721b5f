import type { SessionResponse } from '../../shared/contract/accounts.ts';
import type { ArgumentsOf, OutputOf, RouteName } from '../../shared/contract/client.ts';
import { type Answer, api, type Failure, type Input, send } from '../components/api.ts';

/** The current or expired session; undefined before sign-in and after sign-out. */
let session: SessionResponse | undefined;

type SignInAgain = () => Promise<void>;
let signInAgain: SignInAgain = () => Promise.resolve();
/** All refused requests wait for the same sign-in. */
let signingIn: Promise<void> | undefined;

/** @throws without a session: views open only after sign-in */
export function getSession(): SessionResponse {
  if (!session) throw new Error('There is no session.');
  return session;
}

/** @param ask called when the session has expired; resolves after the next sign-in */
export function whenSessionEnds(ask: SignInAgain): void {
  signInAgain = ask;
}

export async function findSession(): Promise<Answer<SessionResponse>> {
  return keep(await api('GET /staff/session'));
}

export async function signIn(name: string, password: string): Promise<Answer<SessionResponse>> {
  return keep(await api('POST /staff/session', { body: { name, password } }));
}

/** @returns the failed answer; undefined after success */
export async function signOut(): Promise<Failure | undefined> {
  const answer = await sendInSession('DELETE /staff/session', {});
  if (answer.kind !== 'accepted' && !isSessionOver(answer)) return answer;
  session = undefined;
  return undefined;
}

/**
 * Sends a request with the session's CSRF token. When the session has expired, the request waits for the next
 * sign-in. It is repeated when the same person signs in.
 */
export function askAsStaff<Name extends RouteName>(
  name: Name,
  ...[input]: ArgumentsOf<Name>
): Promise<Answer<OutputOf<Name>>> {
  return sendAsStaff(name, input ?? {});
}

async function sendAsStaff<Body>(address: string, input: Input): Promise<Answer<Body>> {
  const before = session;
  const answer = await sendInSession<Body>(address, input);
  // After sign-out there is no session to renew.
  if (!isSessionOver(answer) || !before) return answer;
  // Another request may have renewed the session.
  if (session === before) await untilSignedIn();
  return isSamePerson(session, before) ? sendAsStaff<Body>(address, input) : answer;
}

async function untilSignedIn(): Promise<void> {
  signingIn ??= signInAgain();
  await signingIn;
  signingIn = undefined;
}

function sendInSession<Body>(address: string, input: Input): Promise<Answer<Body>> {
  const token = session ? { 'x-csrf-token': session.csrf_token } : {};
  return send<Body>(address, { ...input, headers: { ...input.headers, ...token } });
}

function isSessionOver(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.problem.status === 401;
}

/** Whether both sessions have the same name and role. The role matters because views depend on it. */
export function isSamePerson(
  one: SessionResponse | undefined,
  other: SessionResponse | undefined,
): boolean {
  return one?.name === other?.name && one?.role === other?.role;
}

function keep(answer: Answer<SessionResponse>): Answer<SessionResponse> {
  if (answer.kind === 'accepted') session = answer.body;
  return answer;
}
