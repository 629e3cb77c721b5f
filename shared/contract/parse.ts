import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { invalidRequest } from '../domain/refusals.ts';

z.config(en());

/**
 * Parses the value by the schema.
 * @throws DomainError `invalid` with the path of every fault, below `root` ("/path/id")
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

/** RFC 6901: "~" and "/" inside a step are escaped. */
function toPointerStep(step: PropertyKey): string {
  return `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
