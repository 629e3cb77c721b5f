import * as z from 'zod/mini';
import { cleanLines, cleanText, isReadable, withLineFeeds } from '../domain/readable-text.ts';

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
  return z
    .string()
    .check(
      ...cleaning(),
      z.minLength(1),
      z.maxLength(maxLength),
      z.refine(isEmptyOrReadable, 'Nothing to read'),
    );
}

/** Text from people as it is stored; it may be empty. */
export function optionalText(maxLength: number) {
  return z
    .string()
    .check(...cleaning(), z.maxLength(maxLength), z.refine(isEmptyOrReadable, 'Nothing to read'));
}

/** Text with line breaks and tabs. */
const noOtherControlCharacters = z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, 'Control characters');

function isEmptyOrReadable(typed: string): boolean {
  return typed === '' || isReadable(typed);
}

/** Lines from people as they are stored, separated by line feeds, without empty lines; there may be none. */
export function lines(maxLength: number) {
  return z
    .string()
    .check(
      noOtherControlCharacters,
      z.overwrite(cleanLines),
      z.maxLength(maxLength),
      z.refine(isEmptyOrReadable, 'Nothing to read'),
    );
}

/** A text whose layout has a meaning, such as Markdown: stored as written, but with line feeds; it may be empty. */
export function writtenText(maxLength: number) {
  return z
    .string()
    .check(
      noOtherControlCharacters,
      z.overwrite(withLineFeeds),
      z.maxLength(maxLength),
      z.refine(isEmptyOrReadable, 'Nothing to read'),
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
