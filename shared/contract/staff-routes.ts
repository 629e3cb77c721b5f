import { accountRoutes } from './account-routes.ts';
import type { Route } from './route.ts';
import { settingsRoutes } from './settings-routes.ts';

/** What those who have signed in ask. */
export const staffRoutes: readonly Route[] = [...accountRoutes, ...settingsRoutes];
