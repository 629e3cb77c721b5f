import type * as z from 'zod/mini';
import type { StaffRole } from '../domain/staff.ts';

type Schema = z.core.$ZodType;

/** One endpoint, as the OpenAPI document tells of it. Errors are problem documents everywhere. */
export interface Route {
  /** As in `serverless.yml`: "GET /order/{id}". */
  readonly route: string;
  readonly summary: string;
  /** For whom it is; a role needs a session and, to change something, its CSRF token. */
  readonly access: 'everybody' | 'its token' | StaffRole;
  readonly path?: Readonly<Record<string, Schema>>;
  readonly query?: z.core.$ZodObject;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  /** By status, what is answered as JSON; null for an answer without a body, or none as JSON. */
  readonly responses: Readonly<Record<number, Schema | null>>;
  /** Media types of a 200 besides JSON, or instead of it. */
  readonly alsoAs?: readonly string[];
  /** The statuses of problems it may answer with, besides 500 and 503. */
  readonly problems: readonly number[];
}
