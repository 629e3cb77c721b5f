import { routeKey } from '../../shared/contract/route.ts';
import { routes } from '../../shared/contract/routes.ts';
import { checkContract } from './check-contract.ts';

/** An HTTP client of the bakery: a customer, or staff after signing in. */
export interface ShopClient {
  get(path: string): Promise<Reply>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  put(path: string, body: unknown): Promise<Reply>;
  delete(path: string): Promise<Reply>;
  /** @throws when the password is wrong */
  signIn(name: string, password: string): Promise<void>;
}

export interface Reply {
  readonly status: number;
  /** JSON as a value, anything else as text. */
  readonly body: unknown;
}

/** The route of a request, for example "GET /order/{id}" for "GET /order/101?x=1". */
function routeOf(method: string, pathAndQuery: string): string {
  const [path = ''] = pathAndQuery.split('?');
  const found = routes.map(routeKey).find((route) => {
    const pattern = route.replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(`${method} ${path}`);
  });
  if (!found) throw new Error(`There is no route for ${method} ${path}.`);
  return found;
}

/**
 * A client that checks every response against the contract.
 * @param url the URL of the API, or the URL of the page followed by `/api`
 */
export function newShopClient(url: string): ShopClient {
  let session: Readonly<Record<string, string>> = {};
  async function send(method: string, path: string, body?: unknown, headers = {}): Promise<Reply> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...session,
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    const isJson = text !== '' && type.includes('json');
    if (path === '/staff/session' && answer.ok) remember(answer, text);
    const parsed: unknown = isJson ? JSON.parse(text) : text || null;
    checkContract(routeOf(method, path), answer.status, type, parsed);
    return { status: answer.status, body: parsed };
  }
  function remember(answer: Response, text: string) {
    const [cookie] = answer.headers.getSetCookie();
    if (!cookie) return;
    const { csrf_token = '' } = JSON.parse(text || '{}') as { csrf_token?: string };
    session = { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': csrf_token };
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body) => send('PUT', path, body),
    delete: (path) => send('DELETE', path),
    async signIn(name, password) {
      const { status } = await send('POST', '/staff/session', { name, password });
      if (status !== 201) throw new Error(`${name} could not sign in: ${status}`);
    },
  };
}
