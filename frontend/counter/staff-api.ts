import type { SessionResponse } from '../../shared/contract/accounts.ts';
import { type Answer, ask, type Request } from '../components/api.ts';

/** Who is signed in; undefined before, and after the session has ended. */
let session: SessionResponse | undefined;

type Listener = () => void;
let onSignedOut: Listener = () => undefined;

/** @throws when nobody is signed in: views are opened for staff only */
export function getSession(): SessionResponse {
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** Calls the listener when a request is refused because the session has ended. */
export function whenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

export async function findSession(): Promise<Answer<SessionResponse>> {
  return keep(await ask<SessionResponse>('/staff/session'));
}

export async function signIn(name: string, password: string): Promise<Answer<SessionResponse>> {
  const request: Request = { method: 'POST', body: { name, password } };
  return keep(await ask<SessionResponse>('/staff/session', request));
}

export async function signOut(): Promise<void> {
  const answer = await askAsStaff('/staff/session', { method: 'DELETE' });
  if (answer.kind !== 'unanswered') session = undefined;
}

/** A request with the session's CSRF token. @param path as the API has it, "/staff/orders" */
export async function askAsStaff<Body>(path: string, request: Request = {}): Promise<Answer<Body>> {
  const { headers = {}, ...rest } = request;
  const token = session ? { 'x-csrf-token': session.csrf_token } : {};
  const answer = await ask<Body>(path, { ...rest, headers: { ...headers, ...token } });
  if (answer.kind === 'refused' && answer.problem.status === 401) {
    session = undefined;
    onSignedOut();
  }
  return answer;
}

function keep(answer: Answer<SessionResponse>): Answer<SessionResponse> {
  if (answer.kind === 'accepted') session = answer.body;
  return answer;
}
