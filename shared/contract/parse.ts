import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { invalidRequest } from '../domain/refusals.ts';

z.config(en());

/**
 * Validates a value against a schema.
 * @param root the beginning of every path, "/query"
 * @throws DomainError `invalid` with a JSON Pointer to every faulty field: "/query/date"
 */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  root = '',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(result.error.issues.flatMap((issue) => toFaults(issue, root)));
}

function toFaults(issue: z.core.$ZodIssue, root: string) {
  const at = (...path: readonly PropertyKey[]) => root + path.map(toPointerStep).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: at(...issue.path, key), message: 'Unknown field' }));
  }
  return [{ path: at(...issue.path), message: issue.message }];
}

/** A step of a JSON Pointer (RFC 6901), with "~" and "/" escaped. */
function toPointerStep(step: PropertyKey): string {
  return `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
