import { accountRoutes } from './account-routes.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import type { Route } from './route.ts';

/** What those who have signed in ask. */
export const staffRoutes: readonly Route[] = [...accountRoutes, ...catalogueRoutes];
