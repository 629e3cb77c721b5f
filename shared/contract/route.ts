import type * as z from 'zod/mini';
import type { StaffRole } from '../domain/staff.ts';

type Schema = z.ZodMiniType;
type Schemas = Readonly<Record<string, Schema>>;

/**
 * One endpoint. API Gateway, the handlers, the OpenAPI document and the pages obey it. Every error is
 * answered with a problem document.
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
  /** Of the parameters in the path. */
  readonly params?: Schemas;
  readonly query?: z.ZodMiniObject;
  /** Names in lower case. */
  readonly headers?: Schemas;
  readonly body?: Schema;
  /** In bytes; 64 KB unless given. */
  readonly maxBodyBytes?: number;
  /**
   * By status, the JSON that is answered; null for an answer without a body, or without JSON. The one 2xx is the
   * status of success. A schema is a constant: bundles leave the schemas of responses out (build.ts).
   */
  readonly responses: Readonly<Record<number, Schema | null>>;
  /** Media types of a 200 besides JSON, or instead of it. */
  readonly alsoAs?: readonly string[];
  /** The statuses of problems it may answer with, besides 500 and 503. */
  readonly problems: readonly number[];
}

/** Keeps the types of what is written: the path, the access and each schema. */
export function route<const Written extends Route>(written: Written): Written {
  return written;
}

/** "GET /order/{id}", as API Gateway names a route. */
export type RouteKey<R extends Route = Route> = `${R['method']} ${R['path']}`;

export function routeKey<R extends Route>({ method, path }: R): RouteKey<R> {
  return `${method} ${path}`;
}

/** The values that schemas parse; no field for what a route does not have. */
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

/** The JSON of success; undefined where there is none. */
export type SuccessOf<R extends Route> = Parsed<
  R['responses'][keyof R['responses'] & SuccessStatus]
>;
