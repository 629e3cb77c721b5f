import type { SessionResponse } from '../../shared/contract/accounts.ts';
import type { ArgumentsOf, OutputOf, RouteName } from '../../shared/contract/client.ts';
import { type Answer, api, type Input, send } from '../components/api.ts';

type Failure = Exclude<Answer<unknown>, { kind: 'accepted' }>;

/** Who is signed in, or was when the session ended; undefined before, and after signing out. */
let session: SessionResponse | undefined;

type SignInAgain = () => Promise<void>;
let signInAgain: SignInAgain = () => Promise.resolve();
/** While somebody is asked, all requests that were refused wait for the same answer. */
let signingIn: Promise<void> | undefined;

/** @throws when nobody is signed in: views are opened for staff only */
export function getSession(): SessionResponse {
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** @param ask called when a request is refused because the session has ended; resolves when somebody has signed in */
export function whenSessionEnds(ask: SignInAgain): void {
  signInAgain = ask;
}

export async function findSession(): Promise<Answer<SessionResponse>> {
  return keep(await api('GET /staff/session'));
}

export async function signIn(name: string, password: string): Promise<Answer<SessionResponse>> {
  return keep(await api('POST /staff/session', { body: { name, password } }));
}

/** @returns why the session is still open; undefined when it is not */
export async function signOut(): Promise<Failure | undefined> {
  const answer = await sendInSession('DELETE /staff/session', {});
  if (answer.kind !== 'accepted' && !isSessionOver(answer)) return answer;
  session = undefined;
  return undefined;
}

/**
 * A request with the session's CSRF token. When the session has ended it waits until somebody has
 * signed in, and is sent again for the same person.
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
  // After signing out there is nobody to go on.
  if (!isSessionOver(answer) || !before) return answer;
  // Unless another request has found out already.
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

/** With the same rights: what is shown depends on them. */
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
