/**
 * Sends a valid request to every route as every kind of visitor, with all credentials that the visitor
 * has. A visitor that the table below does not list for a route must be refused without learning
 * anything. The function of a route comes from the build (dist/routes.json). A route without an entry in
 * the table fails the first test.
 */
import type { HttpFunction } from '../../support/call.ts';
import { call, newContext, newHttpEvent } from '../../support/call.ts';
import { addProduct } from '../../support/database.ts';
import { findFunctions, loadFunction } from '../../support/deployed-functions.ts';
import { placeOrderOf, type PlacedOrder } from '../../support/orders.ts';
import { signInAs } from '../../support/staff.ts';
import { type Route, routeKey } from '../../../shared/contract/route.ts';
import { formerRoutes, routes } from '../../../shared/contract/routes.ts';

const visitors = ['stranger', 'own token', 'another token', 'baker', 'manager'] as const;
type Visitor = (typeof visitors)[number];

const allVisitors: readonly Visitor[] = visitors;
const bakers: readonly Visitor[] = ['baker', 'manager'];
const managers: readonly Visitor[] = ['manager'];

/** The visitors that may use a route, written by hand: the contract must agree. */
const mayUse: Readonly<Record<string, readonly Visitor[]>> = {
  'GET /products': allVisitors,
  'GET /product/{slug}': allVisitors,
  'GET /pickup-slots': allVisitors,
  'GET /pictures/{hash}': allVisitors,
  'POST /order': allVisitors,
  // A request with another order's token is refused; a request without a token is answered.
  'GET /order/{id}': ['stranger', 'own token', 'baker', 'manager'],
  'POST /order/{id}/cancel': ['own token'],
  'GET /bakery': allVisitors,
  'GET /texts/{name}': allVisitors,
  'GET /manifest': allVisitors,
  'GET /docs': allVisitors,
  'GET /docs/{file}': allVisitors,
  'GET /health': allVisitors,
  'GET /health/ready': allVisitors,
  'POST /staff/session': allVisitors,
  'GET /staff/session': bakers,
  'DELETE /staff/session': bakers,
  'PUT /staff/password': bakers,
  'GET /staff/accounts': managers,
  'POST /staff/accounts': managers,
  'PATCH /staff/accounts/{id}': managers,
  'DELETE /staff/accounts/{id}/sessions': managers,
  'GET /staff/orders': bakers,
  'POST /staff/orders': bakers,
  'GET /staff/orders/{id}': bakers,
  'POST /staff/orders/{id}/actions': bakers,
  'POST /staff/orders/actions': bakers,
  'GET /staff/days': bakers,
  'GET /staff/bake-sheet': bakers,
  'GET /staff/products': bakers,
  'GET /staff/pickup-slots': bakers,
  'GET /staff/plan': bakers,
  'PUT /staff/plan': bakers,
  'PUT /staff/products/{id}/plan': bakers,
  'PUT /staff/products/{id}/plan/{date}': bakers,
  'DELETE /staff/products/{id}/plan/{date}': bakers,
  'PATCH /staff/plan/{date}/products/{id}': bakers,
  'POST /staff/plan/{date}/waste-rest': bakers,
  'GET /staff/plan/{date}/products/{id}/movements': bakers,
  'GET /staff/pools': bakers,
  'POST /staff/pools': managers,
  'PUT /staff/pools/{id}': managers,
  'DELETE /staff/pools/{id}': managers,
  'PUT /staff/pools/{id}/capacity/{date}': bakers,
  'DELETE /staff/pools/{id}/capacity/{date}': bakers,
  'PUT /staff/products/{id}/pools': managers,
  'GET /staff/option-groups': bakers,
  'POST /staff/option-groups': managers,
  'PUT /staff/option-groups/order': managers,
  'PUT /staff/option-groups/{id}': managers,
  'DELETE /staff/option-groups/{id}': managers,
  'PUT /staff/options/{id}/sold-out': bakers,
  'PUT /staff/products/{id}/option-groups': managers,
  'POST /staff/catalogue/import/preview': managers,
  'POST /staff/catalogue/import': managers,
  'GET /staff/export/{kind}': managers,
  'POST /staff/products': managers,
  'PUT /staff/products/{id}': managers,
  'PUT /staff/products/order': managers,
  'PUT /staff/products/{id}/picture': managers,
  'DELETE /staff/products/{id}/picture': managers,
  'GET /staff/products/{id}/stock-movements': bakers,
  'POST /staff/products/{id}/stock-movements': bakers,
  'POST /staff/products/{id}/stock-movements/{movement_id}/undo': bakers,
  // Paths of the previous release.
  'POST /staff/orders/{id}/moves': bakers,
  'GET /staff/products/{id}/stock': bakers,
  'POST /staff/products/{id}/stock': bakers,
  'GET /staff/settings': bakers,
  'PUT /staff/settings': managers,
  'PUT /staff/logo': managers,
  'DELETE /staff/logo': managers,
  'GET /staff/closures': bakers,
  'PUT /staff/closures/{date}': managers,
  'DELETE /staff/closures/{date}': managers,
  'PUT /staff/pause': bakers,
  'DELETE /staff/pause': bakers,
  'GET /staff/special-days': bakers,
  'PUT /staff/special-days/{date}': managers,
  'DELETE /staff/special-days/{date}': managers,
  'GET /staff/overview': managers,
  'GET /staff/dashboard': managers,
  'GET /staff/trouble': bakers,
  'POST /staff/orders/{id}/retry': bakers,
};

const contract: readonly { readonly route: string; readonly access: Route['access'] }[] = [
  ...routes,
  ...formerRoutes,
].map((route: Route) => ({ route: routeKey(route), access: route.access }));

let functions: ReadonlyMap<string, string>;
beforeAll(async () => {
  // All visitors have one address, and place an order for every route.
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = '10000';
  functions = await findFunctions();
});

function handlerOf(route: string): Promise<HttpFunction> {
  return loadFunction(functions.get(route) ?? '');
}

/** The headers of a visitor with exactly these credentials. */
async function credentialsOf(
  visitor: Visitor,
  order: PlacedOrder,
): Promise<Record<string, string>> {
  switch (visitor) {
    case 'stranger':
      return {};
    case 'own token':
      return { 'x-order-token': order.token };
    case 'another token': {
      const { token } = await placeOrderOf({ product_id: 1, quantity: 1 });
      return { 'x-order-token': token };
    }
    case 'baker':
    case 'manager':
      return (await signInAs(visitor)).headers;
  }
}

test('the table has every route', () => {
  expect(Object.keys(mayUse).toSorted()).toEqual([...functions.keys()].toSorted());
  expect(Object.keys(mayUse).toSorted()).toEqual(contract.map(({ route }) => route).toSorted());
});

test('the contract agrees with the table', () => {
  const byContract = {
    public: allVisitors,
    'order-token': ['own token'],
    baker: bakers,
    manager: managers,
  };
  for (const { route, access } of contract) {
    const promised = route === 'GET /order/{id}' ? mayUse[route] : byContract[access];
    expect([route, promised]).toEqual([route, mayUse[route]]);
  }
});

describe.each(contract.map(({ route }) => route))('%s', (route) => {
  test.each(visitors)('answers or refuses %s as the table says', async (visitor) => {
    const product = await addProduct();
    const order = await placeOrderOf({ product_id: product, quantity: 1 });
    const headers = await credentialsOf(visitor, order);
    const { status } = await call(await handlerOf(route), route, {
      headers,
      pathParameters: {
        id: String(order.id),
        date: '2031-01-01',
        file: 'none',
        hash: 'none',
        slug: 'none',
        name: 'imprint',
        movement_id: '999999',
        kind: 'none',
      },
      // The body may be invalid: access is checked before the body.
      ...(!route.startsWith('GET ') && { body: {} }),
    });
    const isAllowed = mayUse[route]?.includes(visitor) ?? false;
    const isRefused = status === 401 || status === 403;
    expect([status, isRefused]).toEqual([status, !isAllowed && !isMissingToken(route, visitor)]);
    if (isMissingToken(route, visitor)) expect(status).toBe(400);
    if (!isAllowed && route.includes(' /staff/')) {
      expect(status).toBe(visitor === 'baker' ? 403 : 401);
    }
  });
});

/** Whether the request lacks the token header, which makes it invalid for every visitor. */
function isMissingToken(route: string, visitor: Visitor): boolean {
  return route === 'POST /order/{id}/cancel' && !visitor.endsWith('token');
}

test.each(visitors)('an unknown route is not found for %s', async (visitor) => {
  const headers = await credentialsOf(visitor, await placeOrderOf({ product_id: 1, quantity: 1 }));
  const unknownRoute = await loadFunction('unknown-route');
  for (const route of ['GET /staff', 'POST /staff/', 'GET /staff/orders/1/2', 'DELETE /orders']) {
    const event = { ...newHttpEvent(route, { headers }), routeKey: '$default' };
    expect((await unknownRoute(event, newContext())).statusCode).toBe(404);
  }
});

describe('every change by staff', () => {
  const changes = contract
    .filter(({ access }) => access === 'baker' || access === 'manager')
    .map(({ route }) => route)
    .filter((route) => !route.startsWith('GET '));

  test.each(changes)('%s needs the CSRF token of the session', async (route) => {
    const { headers } = await signInAs('manager');
    const other = await signInAs('manager');
    const handler = await handlerOf(route);
    const tokens = [undefined, '', other.headers['x-csrf-token']];
    for (const token of tokens) {
      const answer = await call(handler, route, {
        headers: { cookie: headers.cookie, ...(token !== undefined && { 'x-csrf-token': token }) },
        pathParameters: { id: '1', date: '2031-01-01' },
        body: {},
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'csrf' } });
    }
  });
});
