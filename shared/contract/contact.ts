import * as z from 'zod/mini';
import { cleanEmail, cleanPhone, isReadable } from '../domain/readable-text.ts';

const phoneFault = 'Invalid phone number';
const emailFault = 'Invalid e-mail address';

/**
 * At least three digits, not all zero, and an optional extension, as `phoneExtension` finds it. The
 * pattern uses no flags, because the OpenAPI document cannot contain them.
 */
export const phone = z
  .string()
  .check(
    z.overwrite(cleanPhone),
    z.regex(
      /^(?=(?:[ ()/.+-]*\d){3})(?=[\d ()/.+-]*[1-9])\+?[\d ()/.-]{5,30}(?:[ ,;]*(?:[Ee][Xx][Tt](?:[Ee][Nn][Ss][Ii][Oo][Nn])?|[Xx]|#|[Dd](?:[Uu][Rr][Cc][Hh][Ww][Aa][Hh][Ll]|[Ww]))[ .:=]*\d{1,7})?$/,
      phoneFault,
    ),
  );

export const email = z.string().check(
  z.overwrite(cleanEmail),
  z.maxLength(200),
  z.regex(/^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u, emailFault),
  z.refine((address) => {
    const parts = address.split('@');
    return parts.some((part) => part === '') || parts.every(isReadable);
  }, emailFault),
);

/** A phone number, or empty for none. */
export const optionalPhone = z.string().check(
  z.overwrite(cleanPhone),
  z.refine((typed) => typed === '' || phone.safeParse(typed).success, phoneFault),
);

/** An e-mail address, or empty for none. */
export const optionalEmail = z.string().check(
  z.overwrite(cleanEmail),
  z.refine((typed) => typed === '' || email.safeParse(typed).success, emailFault),
);
