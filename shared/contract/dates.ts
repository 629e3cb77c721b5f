import * as z from 'zod/mini';
import { isLocalDate } from '../domain/calendar.ts';

/** A day at the bakery: "2026-11-23". */
export const localDate = z
  .string()
  .check(z.refine(isLocalDate, 'Invalid date: it is written like 2026-11-23'));

/** An instant, with its zone: "2026-11-24T08:30:00+01:00". */
export const instant = z.pipe(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((written: string) => new Date(written)),
  ),
  z
    .date()
    .check(
      z.refine(
        (date) => isLocalDate(date.toISOString().slice(0, 10)),
        'The year must be between 1970 and 2199',
      ),
    ),
);

/** An instant in responses, "2026-11-24T07:30:00.000Z". */
export const timestamp = z.iso.datetime({ offset: true });
