import type * as z from 'zod/mini';
import type { StaffRole } from '../domain/staff.ts';

type Schema = z.ZodMiniType;
type Schemas = Readonly<Record<string, Schema>>;

/**
 * One endpoint. API Gateway, the handlers, the OpenAPI document and the pages use this definition. Every error has a
 * problem document.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** "/order/{id}" */
  readonly path: string;
  /** The folder in functions/ that serves the route. */
  readonly function: string;
  readonly summary: string;
  /** `order-token` needs the order's token; a role needs a session and, for a change, its CSRF token. */
  readonly access: 'public' | 'order-token' | StaffRole;
  /** The schemas of the parameters in the path. */
  readonly params?: Schemas;
  readonly query?: z.ZodMiniObject;
  /** Names in lower case. */
  readonly headers?: Schemas;
  readonly body?: Schema;
  /** 64 KB when missing. */
  readonly maxBodyBytes?: number;
  /** Milliseconds after which a request is answered with 503; `REQUEST_TIMEOUT_MS` when missing. */
  readonly timeoutMs?: number;
  /**
   * The schema of the JSON by status; null for a response without JSON. The only 2xx status is the
   * status of success. A schema must be a named constant, so that bundles can omit it
   * (build/trim-bundles.ts).
   */
  readonly responses: Readonly<Record<number, Schema | null>>;
  /** Media types of the responses besides or instead of JSON. */
  readonly alsoAs?: readonly string[];
  /** Statuses of the route's problem documents, besides 500 and 503. */
  readonly problems: readonly number[];
}

/** Returns the route with its literal types: path, access and schemas. */
export function route<const Written extends Route>(written: Written): Written {
  return written;
}

/** "GET /order/{id}", as API Gateway names a route. */
export type RouteKey<R extends Route = Route> = `${R['method']} ${R['path']}`;

export function routeKey<R extends Route>({ method, path }: R): RouteKey<R> {
  return `${method} ${path}`;
}

/** The parsed values of schemas; undefined for a part that the route does not have. */
type Parsed<S> = S extends Schema
  ? z.output<S>
  : S extends Schemas
    ? { readonly [Name in keyof S]: z.output<S[Name]> }
    : undefined;

type PartOf<R extends Route, Part extends keyof Route> =
  R extends Readonly<Record<Part, infer S>> ? Parsed<S> : undefined;

export type ParamsOf<R extends Route> = PartOf<R, 'params'>;
export type QueryOf<R extends Route> = PartOf<R, 'query'>;
export type HeadersOf<R extends Route> = PartOf<R, 'headers'>;
export type BodyOf<R extends Route> = PartOf<R, 'body'>;

type SuccessStatus = 200 | 201 | 204;

/** The JSON of a successful response; undefined for a response without JSON. */
export type SuccessOf<R extends Route> = Parsed<
  R['responses'][keyof R['responses'] & SuccessStatus]
>;
