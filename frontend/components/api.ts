import type { ArgumentsOf, OutputOf, RouteName } from '../../shared/contract/client.ts';
import type { Problem } from '../../shared/contract/problem.ts';
import { compareClocks } from './clock.ts';
import { newKey } from './new-key.ts';

/**
 * `refused`: the API refused the request. `unanswered`: there was no connection, a timeout, a server
 * error, or a response by a proxy, so the request may have taken effect.
 */
export type Answer<Body> =
  | { readonly kind: 'accepted'; readonly body: Body }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unanswered'; readonly status?: number };

export type Failure = Exclude<Answer<unknown>, { kind: 'accepted' }>;

/** The same answer with another body. */
export function mapAnswer<Body, Other>(
  answer: Answer<Body>,
  toOther: (body: Body) => Other,
): Answer<Other> {
  return answer.kind === 'accepted' ? { ...answer, body: toOther(answer.body) } : answer;
}

/** Fields that are undefined are not sent. */
type Fields = Readonly<Record<string, string | number | undefined>>;

export interface Input {
  readonly params?: Fields;
  readonly query?: Fields;
  readonly headers?: Fields;
  /** Sent as JSON. */
  readonly body?: unknown;
}

const timeoutMs = 10_000;

/** @param name of a route in the contract: `api('GET /order/{id}', { params: { id } })` */
export function api<Name extends RouteName>(
  name: Name,
  ...[input]: ArgumentsOf<Name>
): Promise<Answer<OutputOf<Name>>> {
  return send(name, input ?? {});
}

/** The address of a GET route, for a link. */
export function addressOf<Name extends RouteName & `GET ${string}`>(
  name: Name,
  ...[input]: ArgumentsOf<Name>
): string {
  return toAddress(name.slice('GET '.length), input ?? {});
}

/** @param name "GET /order/{id}" */
export async function send<Body>(name: string, input: Input): Promise<Answer<Body>> {
  const { headers = {}, body } = input;
  const [method = '', path = ''] = name.split(' ');
  const json =
    body === undefined
      ? undefined
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    const response = await fetch(toAddress(path, input), {
      ...json,
      method,
      // The id of this request in all logs, including the worker's.
      headers: { 'x-correlation-id': newKey(), ...toTexts(headers), ...json?.headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
    compareClocks(response.headers.get('date'));
    if (response.status === 204) return { kind: 'accepted', body: undefined as Body };
    if (response.ok) return { kind: 'accepted', body: (await response.json()) as Body };
    if (isTransient(response.status)) return { kind: 'unanswered', status: response.status };
    // Parsing fails for a proxy's HTML page, which is not a refusal by the API.
    return { kind: 'refused', problem: (await response.json()) as Problem };
  } catch {
    return { kind: 'unanswered' };
  }
}

function toAddress(path: string, { params = {}, query = {} }: Input): string {
  const filledIn = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(toTexts(query)).toString();
  return `/api${filledIn}${search && `?${search}`}`;
}

function toTexts(fields: Fields): Record<string, string> {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
}

/** Whether the same request may succeed later: server errors, timeouts and throttling. */
function isTransient(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}
