/** The types that clients of the API send and receive. Types only, so that the pages load no schema. */
import type * as z from 'zod/mini';
import type { RouteKey, SuccessOf } from './route.ts';
import type { routes } from './routes.ts';

type Routes = { readonly [R in (typeof routes)[number] as RouteKey<R>]: R };

/** "GET /order/{id}" */
export type RouteName = keyof Routes;

/** The JSON of a successful response; undefined for a response without JSON. */
export type OutputOf<Name extends RouteName> = SuccessOf<Routes[Name]>;

/** The input as clients write it, before the schemas parse it. */
export type InputOf<Name extends RouteName> = Params<Routes[Name]> &
  Query<Routes[Name]> &
  Headers<Routes[Name]> &
  Body<Routes[Name]>;

/** The input is optional when all its parts are. */
export type ArgumentsOf<Name extends RouteName> =
  Partial<InputOf<Name>> extends InputOf<Name>
    ? readonly [input?: InputOf<Name>]
    : readonly [input: InputOf<Name>];

type Params<R> = R extends { readonly params: infer Schemas }
  ? { readonly params: Readonly<Record<keyof Schemas, string | number>> }
  : unknown;

type Query<R> = R extends { readonly query: infer Schema extends z.ZodMiniType }
  ? Optional<'query', z.input<Schema>>
  : unknown;

type Headers<R> = R extends {
  readonly headers: infer Schemas extends Readonly<Record<string, z.ZodMiniType>>;
}
  ? Optional<'headers', z.input<z.ZodMiniObject<Writable<Schemas>>>>
  : unknown;

type Body<R> = R extends { readonly body: infer Schema extends z.ZodMiniType }
  ? { readonly body: ReadonlyDeep<z.input<Schema>> }
  : unknown;

/** A part is optional when all its fields are. */
type Optional<Part extends string, Fields> =
  Partial<Fields> extends Fields
    ? Partial<Readonly<Record<Part, Fields>>>
    : Readonly<Record<Part, Fields>>;

type Writable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };

type ReadonlyDeep<T> = T extends object ? { readonly [Name in keyof T]: ReadonlyDeep<T[Name]> } : T;
