import { route } from './route.ts';
import * as z from 'zod/mini';
import { shortestPassword, staffRoles } from '../domain/staff.ts';
import { timestamp } from './dates.ts';
import { id, idParameter, noControlCharacters } from './values.ts';

/** The name of an account, in lower case. */
const accountName = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, '2 to 40 letters, digits, dots, hyphens'),
  );

/**
 * Length is what makes a password hard to guess, so no kinds of characters are asked for (NIST SP
 * 800-63B, 3.1.1.2); the upper bound keeps hashing cheap. What is easy to guess all the same is
 * refused by `shared/domain/new-password.ts`.
 */
const newPassword = z.string().check(z.minLength(shortestPassword), z.maxLength(200));

export const signInRequest = z.strictObject({
  name: z.string().check(z.trim(), z.toLowerCase(), z.maxLength(100), noControlCharacters),
  password: z.string().check(z.maxLength(200)),
});

export const sessionResponse = z.object({
  name: z.string(),
  role: z.enum(staffRoles),
  /** Sent as `X-CSRF-Token` with everything that changes something. */
  csrf_token: z.string(),
  /** The password of this account is public: fine for a demo, not for a bakery. */
  is_demo: z.boolean(),
});
export type SessionResponse = z.infer<typeof sessionResponse>;

export const changePasswordRequest = z.strictObject({
  current_password: z.string().check(z.maxLength(200)),
  new_password: newPassword,
});

export const account = z.object({
  id,
  name: z.string(),
  role: z.enum(staffRoles),
  active: z.boolean(),
  is_demo: z.boolean(),
  created_at: timestamp,
  /** When the newest of its open sessions began; null when it has none. */
  signed_in_at: z.nullable(timestamp),
});
export type Account = z.infer<typeof account>;

export const listAccountsResponse = z.array(account);

export const createAccountRequest = z.strictObject({
  name: accountName,
  role: z.enum(staffRoles),
  password: newPassword,
});
export type CreateAccountRequest = z.infer<typeof createAccountRequest>;

/** What is left out stays as it is. */
export const changeAccountRequest = z.strictObject({
  role: z.optional(z.enum(staffRoles)),
  active: z.optional(z.boolean()),
  /** A new password, when the old one was forgotten. It ends the sessions of the account. */
  password: z.optional(newPassword),
});
export type ChangeAccountRequest = z.infer<typeof changeAccountRequest>;

export const closeSessionsResponse = z.object({ closed: z.int() });

export const accountIdParameter = idParameter('account number');

/** The event of `create-manager`, which is invoked and has no route. */
export const createManagerEvent = z.strictObject({ name: accountName });

export const signInRoute = route({
  method: 'POST',
  path: '/staff/session',
  function: 'sign-in',
  summary: 'Sign in; the answer sets the cookie of the session',
  access: 'public',
  body: signInRequest,
  responses: { 201: sessionResponse },
  problems: [400, 401, 403, 413, 415, 429],
});

export const getSessionRoute = route({
  method: 'GET',
  path: '/staff/session',
  function: 'get-session',
  summary: 'The account of this session, and its CSRF token',
  access: 'baker',
  responses: { 200: sessionResponse },
  problems: [],
});

export const signOutRoute = route({
  method: 'DELETE',
  path: '/staff/session',
  function: 'sign-out',
  summary: 'Sign out',
  access: 'baker',
  responses: { 204: null },
  problems: [],
});

export const changePasswordRoute = route({
  method: 'PUT',
  path: '/staff/password',
  function: 'change-password',
  summary: 'Change one’s own password; it ends all other sessions of the account',
  access: 'baker',
  body: changePasswordRequest,
  responses: { 204: null },
  problems: [400, 409, 413, 415, 429],
});

export const listAccountsRoute = route({
  method: 'GET',
  path: '/staff/accounts',
  function: 'list-accounts',
  summary: 'All accounts',
  access: 'manager',
  responses: { 200: listAccountsResponse },
  problems: [],
});

export const createAccountRoute = route({
  method: 'POST',
  path: '/staff/accounts',
  function: 'create-account',
  summary: 'Create an account',
  access: 'manager',
  body: createAccountRequest,
  responses: { 201: account },
  problems: [400, 409, 413, 415, 429],
});

export const changeAccountRoute = route({
  method: 'PATCH',
  path: '/staff/accounts/{id}',
  function: 'change-account',
  summary: 'Change role or password, close an account or open it again',
  access: 'manager',
  params: { id: accountIdParameter },
  body: changeAccountRequest,
  responses: { 200: account },
  problems: [400, 404, 409, 413, 415, 429],
});

export const closeSessionsRoute = route({
  method: 'DELETE',
  path: '/staff/accounts/{id}/sessions',
  function: 'close-sessions',
  summary: 'End all sessions of an account',
  access: 'manager',
  params: { id: accountIdParameter },
  responses: { 200: closeSessionsResponse },
  problems: [400],
});
