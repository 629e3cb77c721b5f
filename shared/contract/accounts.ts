import { route } from './route.ts';
import * as z from 'zod/mini';
import { accountNamePattern, toAccountName } from '../domain/account-name.ts';
import { shortestPassword, staffRoles } from '../domain/staff.ts';
import { timestamp } from './dates.ts';
import { id, idParameter, noControlCharacters } from './values.ts';

/** The name of an account, stored in lower case. Another account may not have a similar one, such as "jose". */
const accountName = z
  .string()
  .check(
    z.overwrite(toAccountName),
    z.regex(accountNamePattern, '2 to 40 letters, digits, dots, hyphens'),
  );

/**
 * Only the length is checked here, without rules about kinds of characters (NIST SP 800-63B, 3.1.1.2); the maximum
 * keeps hashing cheap. `shared/domain/new-password.ts` refuses passwords that are easy to guess.
 */
const newPassword = z.string().check(z.minLength(shortestPassword), z.maxLength(200));

export const signInRequest = z.strictObject({
  /** In any case, with or without accents. */
  name: z.string().check(z.overwrite(toAccountName), z.maxLength(100), noControlCharacters),
  password: z.string().check(z.maxLength(200)),
});

export const sessionResponse = z.object({
  name: z.string(),
  role: z.enum(staffRoles),
  /** The CSRF token: every change must send it as `X-CSRF-Token`. */
  csrf_token: z.string(),
  /** Whether the password of this account is public, as in the demo. */
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
  /** The beginning of the newest open session; null without open sessions. */
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

/** Missing fields stay unchanged. */
export const changeAccountRequest = z.strictObject({
  role: z.optional(z.enum(staffRoles)),
  active: z.optional(z.boolean()),
  /** Replaces a forgotten password, and ends all sessions of the account. */
  password: z.optional(newPassword),
});
export type ChangeAccountRequest = z.infer<typeof changeAccountRequest>;

export const closeSessionsResponse = z.object({ closed: z.int() });

export const accountIdParameter = idParameter('account number');

/** The event of `create-manager`, which is invoked directly, without a route. */
export const createManagerEvent = z.strictObject({ name: accountName });

export const signInRoute = route({
  method: 'POST',
  path: '/staff/session',
  function: 'sign-in',
  summary: 'Sign in; the response sets the session cookie',
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
  summary: 'Change your own password; ends all other sessions of the account',
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
  summary: 'Change the role or the password of an account, deactivate it or activate it again',
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
