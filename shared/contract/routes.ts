import type { Route } from './route.ts';
import { shopRoutes } from './shop-routes.ts';
import { staffRoutes } from './staff-routes.ts';

/** Every endpoint there is. */
export const routes: readonly Route[] = [...shopRoutes, ...staffRoutes];
