import {
  signInRoute,
  getSessionRoute,
  signOutRoute,
  changePasswordRoute,
  listAccountsRoute,
  createAccountRoute,
  changeAccountRoute,
  closeSessionsRoute,
} from './accounts.ts';
import { getBakeSheetRoute } from './bake-sheet.ts';
import {
  listCatalogueRoute,
  createProductRoute,
  moveProductsRoute,
  changeProductRoute,
  recordStockMovementRoute,
  formerRecordStockMovementRoute,
  undoStockMovementRoute,
  listStockMovementsRoute,
} from './catalogue.ts';
import { importCatalogueRoute, previewImportRoute } from './catalogue-files.ts';
import { getDashboardRoute } from './dashboard.ts';
import { changeDayBookRoute, listDayMovementsRoute, wasteRestRoute } from './day-books.ts';
import { exportDataRoute } from './exports.ts';
import { listDaysRoute } from './days.ts';
import { showDocsRoute, showDocsFileRoute } from './docs.ts';
import { getLivenessRoute, getReadinessRoute } from './health.ts';
import {
  placeOrderRoute,
  getOrderRoute,
  cancelOrderRoute,
  placeCounterOrderRoute,
  getStaffOrderRoute,
} from './orders.ts';
import {
  changeOptionGroupRoute,
  changeProductOptionGroupsRoute,
  createOptionGroupRoute,
  listOptionGroupsRoute,
  moveOptionGroupsRoute,
  removeOptionGroupRoute,
  sellOutOptionRoute,
} from './options.ts';
import { getOverviewRoute } from './overview.ts';
import { pauseOrdersRoute, resumeOrdersRoute } from './pause.ts';
import { listCounterSlotsRoute, listPickupSlotsRoute } from './pickup-slots.ts';
import {
  changeDatePlanRoute,
  changePlansRoute,
  changeWeekPlanRoute,
  getPlanRoute,
  removeDatePlanRoute,
} from './plan.ts';
import {
  changePoolDateRoute,
  changePoolRoute,
  changeProductPoolsRoute,
  createPoolRoute,
  listPoolsRoute,
  removePoolDateRoute,
  removePoolRoute,
} from './pools.ts';
import {
  getPictureRoute,
  changePictureRoute,
  removePictureRoute,
  changeLogoRoute,
  removeLogoRoute,
} from './pictures.ts';
import { listProductsRoute, showProductRoute } from './products.ts';
import {
  getBakeryRoute,
  getLegalTextRoute,
  getManifestRoute,
  getSettingsRoute,
  changeSettingsRoute,
  listSpecialDaysRoute,
  changeSpecialDayRoute,
  removeSpecialDayRoute,
  formerListClosuresRoute,
  formerCloseDayRoute,
  formerOpenDayRoute,
} from './settings.ts';
import {
  listOrdersRoute,
  applyOrderActionRoute,
  applyGroupActionRoute,
  formerOrderActionRoute,
} from './staff-orders.ts';
import { listTroubleRoute, retryOrderRoute } from './trouble.ts';
import type { Route } from './route.ts';

/** All endpoints. */
export const routes = [
  getBakeryRoute,
  getLegalTextRoute,
  getManifestRoute,
  listProductsRoute,
  showProductRoute,
  getPictureRoute,
  listPickupSlotsRoute,
  listCounterSlotsRoute,
  placeOrderRoute,
  getOrderRoute,
  cancelOrderRoute,
  getLivenessRoute,
  getReadinessRoute,
  showDocsRoute,
  showDocsFileRoute,

  signInRoute,
  getSessionRoute,
  signOutRoute,
  changePasswordRoute,
  listAccountsRoute,
  createAccountRoute,
  changeAccountRoute,
  closeSessionsRoute,
  listOrdersRoute,
  placeCounterOrderRoute,
  getStaffOrderRoute,
  applyOrderActionRoute,
  applyGroupActionRoute,
  listDaysRoute,
  getBakeSheetRoute,
  listCatalogueRoute,
  createProductRoute,
  previewImportRoute,
  importCatalogueRoute,
  exportDataRoute,
  // Before the path with an id, which also matches this path.
  moveProductsRoute,
  changeProductRoute,
  changePictureRoute,
  removePictureRoute,
  recordStockMovementRoute,
  undoStockMovementRoute,
  listStockMovementsRoute,
  getSettingsRoute,
  changeSettingsRoute,
  changeLogoRoute,
  removeLogoRoute,
  listSpecialDaysRoute,
  changeSpecialDayRoute,
  removeSpecialDayRoute,
  pauseOrdersRoute,
  resumeOrdersRoute,
  getOverviewRoute,
  getPlanRoute,
  changePlansRoute,
  changeWeekPlanRoute,
  changeDatePlanRoute,
  removeDatePlanRoute,
  changeDayBookRoute,
  wasteRestRoute,
  listDayMovementsRoute,
  listPoolsRoute,
  createPoolRoute,
  changePoolRoute,
  removePoolRoute,
  changePoolDateRoute,
  removePoolDateRoute,
  changeProductPoolsRoute,
  listOptionGroupsRoute,
  createOptionGroupRoute,
  // Before the path with an id, which also matches this path.
  moveOptionGroupsRoute,
  changeOptionGroupRoute,
  removeOptionGroupRoute,
  sellOutOptionRoute,
  changeProductOptionGroupsRoute,
  getDashboardRoute,
  listTroubleRoute,
  retryOrderRoute,
] as const satisfies readonly Route[];

/**
 * Routes by their paths of the previous release, for pages that stay open during an upgrade. The next release does
 * not serve them; the OpenAPI document marks them as deprecated.
 */
export const formerRoutes: readonly Route[] = [
  formerOrderActionRoute,
  formerRecordStockMovementRoute,
  { ...listStockMovementsRoute, path: '/staff/products/{id}/stock' },
  formerListClosuresRoute,
  formerCloseDayRoute,
  formerOpenDayRoute,
];
