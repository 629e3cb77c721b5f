import {
  account,
  accountIdParameter,
  changeAccountRequest,
  changePasswordRequest,
  closeSessionsResponse,
  createAccountRequest,
  listAccountsResponse,
  sessionResponse,
  signInRequest,
} from './accounts.ts';
import type { Route } from './route.ts';

const accountId = { id: accountIdParameter };

/** Who is who, and who may come in. */
export const accountRoutes: readonly Route[] = [
  {
    route: 'POST /staff/session',
    summary: 'Sign in; the answer sets the cookie of the session',
    access: 'everybody',
    body: signInRequest,
    responses: { 201: sessionResponse },
    problems: [400, 401, 403, 413, 415, 429],
  },
  {
    route: 'GET /staff/session',
    summary: 'Who has signed in here, and the CSRF token of the session',
    access: 'baker',
    responses: { 200: sessionResponse },
    problems: [],
  },
  {
    route: 'DELETE /staff/session',
    summary: 'Sign out',
    access: 'baker',
    responses: { 204: null },
    problems: [],
  },
  {
    route: 'PUT /staff/password',
    summary: 'Change one’s own password; it ends all other sessions of the account',
    access: 'baker',
    body: changePasswordRequest,
    responses: { 204: null },
    problems: [400, 409, 413, 415, 429],
  },
  {
    route: 'GET /staff/accounts',
    summary: 'All accounts',
    access: 'manager',
    responses: { 200: listAccountsResponse },
    problems: [],
  },
  {
    route: 'POST /staff/accounts',
    summary: 'Create an account',
    access: 'manager',
    body: createAccountRequest,
    responses: { 201: account },
    problems: [400, 409, 413, 415, 429],
  },
  {
    route: 'PATCH /staff/accounts/{id}',
    summary: 'Change role or password, close an account or open it again',
    access: 'manager',
    path: accountId,
    body: changeAccountRequest,
    responses: { 200: account },
    problems: [400, 404, 409, 413, 415, 429],
  },
  {
    route: 'DELETE /staff/accounts/{id}/sessions',
    summary: 'Sign somebody out everywhere',
    access: 'manager',
    path: accountId,
    responses: { 200: closeSessionsResponse },
    problems: [400],
  },
];
