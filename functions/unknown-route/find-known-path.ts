import { formerRoutes, routes } from '../../shared/contract/routes.ts';

const served = [...routes, ...formerRoutes];

export interface KnownPath {
  /** The path in the contract: "/order/{id}". */
  readonly path: string;
  readonly methods: readonly string[];
}

/** The methods at an address; undefined for an unknown address. */
export function findKnownPath(address: string): KnownPath | undefined {
  const path = served.find((route) => matches(route.path, address))?.path;
  if (path === undefined) return undefined;
  const methods = served.filter((route) => route.path === path).map(({ method }) => method);
  const head = methods.includes('GET') ? ['HEAD'] : [];
  return { path, methods: [...methods, ...head, 'OPTIONS'].toSorted() };
}

/** Whether an address matches a path such as "/order/{id}". */
function matches(path: string, address: string): boolean {
  const parts = path.split('/');
  const given = address.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}
