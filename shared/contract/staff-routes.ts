import { accountRoutes } from './account-routes.ts';
import { figuresRoutes } from './figures-routes.ts';
import type { Route } from './route.ts';

/** What those who have signed in ask. */
export const staffRoutes: readonly Route[] = [...accountRoutes, ...figuresRoutes];
