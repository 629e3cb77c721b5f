import { accountRoutes } from './account-routes.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { figuresRoutes } from './figures-routes.ts';
import type { Route } from './route.ts';
import { settingsRoutes } from './settings-routes.ts';
import { staffOrderRoutes } from './staff-order-routes.ts';

/** What those who have signed in ask. */
export const staffRoutes: readonly Route[] = [
  ...accountRoutes,
  ...staffOrderRoutes,
  ...catalogueRoutes,
  ...settingsRoutes,
  ...figuresRoutes,
];
