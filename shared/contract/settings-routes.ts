import type { Route } from './route.ts';
import {
  changeClosureRequest,
  changeSettingsRequest,
  closureDateParameter,
  closureResponse,
  listClosuresResponse,
  settingsResponse,
} from './settings.ts';

const date = { date: closureDateParameter };

/** What the bakery is like: its rules, and the days on which they do not hold. */
export const settingsRoutes: readonly Route[] = [
  {
    route: 'GET /staff/settings',
    summary: 'All settings of the bakery',
    access: 'baker',
    responses: { 200: settingsResponse },
    problems: [],
  },
  {
    route: 'PUT /staff/settings',
    summary:
      'Change the settings. Orders keep what they have: the first answer lists those that are affected',
    access: 'manager',
    body: changeSettingsRequest,
    responses: { 200: settingsResponse },
    problems: [400, 409, 413, 415],
  },
  {
    route: 'GET /staff/closures',
    summary: 'The days closed out of turn, from a year ago on, and how many orders are for them',
    access: 'baker',
    responses: { 200: listClosuresResponse },
    problems: [],
  },
  {
    route: 'PUT /staff/closures/{date}',
    summary:
      'Close a day, or change its message. The first answer lists the orders that are affected',
    access: 'manager',
    path: date,
    body: changeClosureRequest,
    responses: { 200: closureResponse },
    problems: [400, 409, 413, 415],
  },
  {
    route: 'DELETE /staff/closures/{date}',
    summary: 'Open a closed day again',
    access: 'manager',
    path: date,
    responses: { 204: null },
    problems: [400],
  },
];
