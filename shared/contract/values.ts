import * as z from 'zod/mini';
import { cleanText, isReadable } from '../domain/readable-text.ts';

/** Ids are PostgreSQL `integer`s. */
const maxId = 2_147_483_647;
export const id = z.int().check(z.gte(1), z.lte(maxId));

/** The id in a path: digits, no sign, no leading zero. */
export function idParameter(of: string) {
  return z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,9}$/, `Invalid ${of}`)),
    z.pipe(
      z.transform((text: string) => Number(text)),
      id,
    ),
  );
}

/** Text that PostgreSQL can store: without NUL, and without half of a surrogate pair. */
export const noControlCharacters = z.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters');

/** Text from people as it is stored, with at least one visible character. */
export function text(maxLength: number) {
  return z.string().check(
    ...cleaning(),
    z.minLength(1),
    z.maxLength(maxLength),
    z.refine((typed) => typed === '' || isReadable(typed), 'Nothing to read'),
  );
}

/** Text from people as it is stored; it may be empty. */
export function optionalText(maxLength: number) {
  return z.string().check(
    ...cleaning(),
    z.maxLength(maxLength),
    z.refine((typed) => typed === '' || isReadable(typed), 'Nothing to read'),
  );
}

function cleaning() {
  return [z.trim(), noControlCharacters, z.overwrite(cleanText)] as const;
}

/** A whole number in a query. */
export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  return z.pipe(
    z.pipe(
      z.string().check(z.regex(/^\d{1,9}$/, 'Invalid number')),
      z.transform((text: string) => Number(text)),
    ),
    z.int().check(z.gte(min), z.lte(max)),
  );
}

/**
 * The `Idempotency-Key` header: 16 to 200 visible ASCII characters that no other client uses, for
 * example a UUID. A request that is repeated with the same key has one effect.
 */
export const idempotencyKeyHeader = z.optional(
  z.string().check(z.regex(/^[\x21-\x7e]{16,200}$/, 'Must be 16 to 200 visible ASCII characters')),
);

/** The `If-None-Match` header. */
export const ifNoneMatchHeader = z.optional(z.string());
