import {
  listOptionGroupsResponse,
  staffOptionGroup,
  type StaffOptionGroup,
} from '../../shared/contract/options.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { addPool } from '../../tests/support/pools.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as changePool } from '../change-pool/handler.ts';
import { handler as createGroup } from '../create-option-group/handler.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler as listGroups } from '../list-option-groups/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
let baker: SignedInStaff;
beforeAll(async () => {
  [manager, baker] = [await signInAs('manager'), await signInAs('baker')];
});
beforeEach(() => sql('truncate option_groups, options, option_pools, product_option_groups'));

const sizes = { name: 'Size', kind: 'one', options: [{ name: 'Small' }, { name: 'Large' }] };

const create = (body: object = sizes) =>
  call(createGroup, 'POST /staff/option-groups', { headers: manager.headers, body });
const created = async (body?: object) => staffOptionGroup.parse((await create(body)).body);
const change = (id: number, body: object) =>
  call(handler, 'PUT /staff/option-groups/{id}', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body,
  });
const changed = async (id: number, body: object) =>
  staffOptionGroup.parse((await change(id, body)).body);
const remove = (id: number) =>
  call(handler, 'DELETE /staff/option-groups/{id}', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
  });
const sellOut = (id: number, body: object) =>
  call(handler, 'PUT /staff/options/{id}/sold-out', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
    body,
  });

async function listed(): Promise<StaffOptionGroup[]> {
  const { body } = await call(listGroups, 'GET /staff/option-groups', { headers: baker.headers });
  return listOptionGroupsResponse.parse(body);
}

/** The group as a manager would send it back unchanged. */
function asRequest(group: StaffOptionGroup) {
  const unsent = { id: undefined, kind: undefined, position: undefined, products: undefined };
  return { ...group, ...unsent, options: group.options.map(asOption) };
}

function asOption(option: StaffOptionGroup['options'][number]) {
  return { ...option, position: undefined, sold_out: undefined, sold_out_until: undefined };
}

async function versionOfOptions(): Promise<number> {
  const [row] = await sql<{ version: number }>('select options_version as version from settings');
  return row?.version ?? 0;
}

const fault = (status: number, path: string) => ({
  status,
  body: { errors: [expect.objectContaining({ path })] },
});

test('a new group is listed after the others, with all fields of its options', async () => {
  const oven = await addPool(60, new Map());
  await created();
  const fillings = {
    name: 'Fillings',
    kind: 'several',
    active: false,
    is_for_production: false,
    options: [
      {
        name: 'Nougat',
        price: 4.5,
        allergens: ['nuts'],
        lead_time_days: 1,
        daily_limit: 20,
        pools: [{ pool_id: oven, weight: 2 }],
      },
      { name: 'No filling', price: -1.25, active: false },
    ],
  };
  const group = await created(fillings);
  expect((await listed()).map(({ name }) => name)).toEqual(['Size', 'Fillings']);
  const shared = { without: [], sold_out: false, sold_out_until: null };
  expect((await listed())[1]).toEqual({
    ...group,
    ...fillings,
    position: 1,
    max_characters: null,
    characters: 'any',
    version: 1,
    products: [],
    options: [
      { ...fillings.options[0], ...shared, id: group.options[0]?.id, position: 0, active: true },
      {
        ...fillings.options[1],
        ...shared,
        id: group.options[1]?.id,
        position: 1,
        allergens: [],
        lead_time_days: 0,
        daily_limit: null,
        pools: [],
      },
    ],
  });
});

test('a group that is sent back as listed stays the same, in the next version', async () => {
  const group = await created();
  expect(await changed(group.id, asRequest(group))).toEqual({ ...group, version: 2 });
});

test('a change keeps options by their id, adds new ones, and retires those that are missing', async () => {
  const group = await created();
  const [small, large] = group.options.map(asOption);
  const options = [{ ...large, name: 'Very large' }, { name: 'Tiny' }];
  const { options: now } = await changed(group.id, { ...asRequest(group), options });
  expect(now.map(({ name, position }) => [name, position])).toEqual([
    ['Very large', 0],
    ['Tiny', 1],
  ]);
  expect(now[0]?.id).toBe(large?.id);
  const again = { ...asRequest(group), version: 2, options: [{ ...small, id: small?.id }] };
  expect(await change(group.id, again)).toMatchObject(fault(400, '/options/0/id'));
});

test('a change needs the current version of a group that exists', async () => {
  const group = await created();
  await changed(group.id, asRequest(group));
  expect(await change(group.id, asRequest(group))).toMatchObject({
    ...fault(409, '/version'),
    body: { code: 'stale-version' },
  });
  expect(await change(99_999, asRequest(group))).toMatchObject({
    status: 404,
    body: { code: 'unknown-option-group' },
  });
});

const option = (fields: object) => ({ ...sizes, options: [{ name: 'Small', ...fields }] });

test.each<[string, object, string]>([
  ['an empty name', { ...sizes, name: ' ' }, '/name'],
  ['no options', { ...sizes, options: [] }, '/options'],
  [
    '101 options',
    { ...sizes, options: Array.from({ length: 101 }, (_, at) => ({ name: String(at) })) },
    '/options',
  ],
  ['two options of a yes or no', { ...sizes, kind: 'yes_no' }, '/options'],
  ['a text without a maximum', { ...sizes, ...option({}), kind: 'text' }, '/max_characters'],
  [
    'a text of 201 characters',
    { ...option({}), kind: 'text', max_characters: 201 },
    '/max_characters',
  ],
  ['a maximum of characters for a size', { ...sizes, max_characters: 20 }, '/max_characters'],
  ['plain characters of a size', { ...sizes, characters: 'plain' }, '/characters'],
  [
    'two names that differ only in case',
    { ...sizes, options: [{ name: 'Ärmel' }, { name: 'ÄRMEL' }] },
    '/options/1/name',
  ],
  ['half a paisa', option({ price: 1.005 }), '/options/0/price'],
  ['a price below −10,000,000', option({ price: -10_000_001 }), '/options/0/price'],
  [
    'an allergen that is added and removed',
    option({ allergens: ['milk'], without: ['nuts', 'milk'] }),
    '/options/0/without/1',
  ],
  ['an unknown allergen', option({ allergens: ['sugar'] }), '/options/0/allergens/0'],
  ['a lead time of 91 days', option({ lead_time_days: 91 }), '/options/0/lead_time_days'],
  ['a limit of 0', option({ daily_limit: 0 }), '/options/0/daily_limit'],
  [
    'an unknown pool',
    option({ pools: [{ pool_id: 99_999, weight: 1 }] }),
    '/options/0/pools/0/pool_id',
  ],
  [
    'the same pool twice',
    option({
      pools: [
        { pool_id: 1, weight: 1 },
        { pool_id: 1, weight: 2 },
      ],
    }),
    '/options/0/pools',
  ],
])('refuses %s', async (_, body, path) => {
  expect(await create({ ...body, confirms_without: true })).toMatchObject(fault(400, path));
  expect(await listed()).toEqual([]);
});

test('refuses an id twice, and an id of another group', async () => {
  const [group, other] = [await created(), await created()];
  const send = (ids: readonly (number | undefined)[]) =>
    change(group.id, {
      ...asRequest(group),
      options: ids.map((id, at) => ({ id, name: `Size ${at}` })),
    });
  const id = group.options[0]?.id;
  expect(await send([id, id])).toMatchObject(fault(400, '/options/1/id'));
  expect(await send([id, other.options[0]?.id])).toMatchObject(fault(400, '/options/1/id'));
  expect(await listed()).toEqual([group, other]);
});

test('refuses decimals in a currency without them, and such a currency while options have decimals', async () => {
  await sql(`update settings set currency = 'JPY'`);
  expect(await create(option({ price: 5.5 }))).toMatchObject(fault(400, '/options/0/price'));
  expect(await created(option({ price: 5 }))).toMatchObject({ options: [{ price: 5 }] });
  await sql(`update settings set currency = 'INR'`);
});

describe('an option that removes an allergen', () => {
  const without = option({ without: ['milk'] });
  const unconfirmed = {
    status: 422,
    body: { code: 'unconfirmed-allergens', errors: [{ path: '/options/0/without' }] },
  };

  test('needs a confirmation in the same request', async () => {
    expect(await create(without)).toMatchObject(unconfirmed);
    expect(await create({ ...without, confirms_without: true })).toMatchObject({
      status: 201,
      body: { options: [{ without: ['milk'] }] },
    });
  });

  test('needs another confirmation only for an allergen that it did not remove before', async () => {
    const group = await created({ ...without, confirms_without: true });
    const request = asRequest(group);
    const { version } = await changed(group.id, { ...request, name: 'Base' });
    const more = { ...request.options[0], without: ['milk', 'eggs'] };
    const next = { ...request, version, options: [more] };
    expect(await change(group.id, next)).toMatchObject(unconfirmed);
    expect((await change(group.id, { ...next, confirms_without: true })).status).toBe(200);
  });
});

test('groups are ordered by a request, and the others come after them', async () => {
  const ids = [(await created()).id, (await created()).id, (await created()).id];
  const move = (group_ids: readonly (number | undefined)[]) =>
    call(handler, 'PUT /staff/option-groups/order', {
      headers: manager.headers,
      body: { group_ids },
    });
  const wanted = [ids[2], ids[0], ids[1]];
  expect((await move([ids[2]])).body).toEqual({ group_ids: wanted });
  expect((await listed()).map(({ id }) => id)).toEqual(wanted);
  expect(await move([ids[1], 99_999])).toMatchObject({
    status: 404,
    body: { code: 'unknown-option-group' },
  });
  expect(await move([ids[1], ids[1]])).toMatchObject(fault(400, '/group_ids'));
  expect((await listed()).map(({ id }) => id)).toEqual(wanted);
});

describe('a group that a product has', () => {
  test('is not retired, and the refusal names the product', async () => {
    const product = await addProduct();
    await addOptionGroup(product, { options: [{}] });
    const [group] = await listed();
    if (!group) throw new Error('no group');
    const { id } = group;
    expect(await remove(id)).toMatchObject({
      status: 409,
      body: { code: 'group-in-use', errors: [{ product_id: product }] },
    });
    await sql('delete from product_option_groups');
    expect((await remove(id)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await remove(id)).status).toBe(404);
    expect((await change(id, asRequest(group))).status).toBe(404);
  });

  test('keeps as many options as the product needs', async () => {
    const product = await addProduct();
    await addOptionGroup(product, {
      kind: 'several',
      min: 2,
      max: 2,
      options: [{ name: 'Cherry' }, { name: 'Nougat' }, { name: 'Mango' }],
    });
    const [group] = await listed();
    if (!group) throw new Error('no group');
    const { options, ...request } = asRequest(group);
    const keep = (count: number) =>
      change(group.id, { ...request, options: options.slice(0, count) });
    expect(await keep(1)).toMatchObject(fault(400, '/options'));
    expect((await keep(2)).status).toBe(200);
  });

  test('takes its retired options out of the defaults of the product', async () => {
    const [box, cake] = [await addProduct(), await addProduct()];
    const options = [{ name: 'Cherry' }, { name: 'Nougat' }];
    await addOptionGroup(box, {
      kind: 'quantities',
      min: 1,
      max: 3,
      options,
      defaults: [0, 0, 1],
    });
    const [group] = await listed();
    if (!group) throw new Error('no group');
    await sql(
      `insert into product_option_groups (product_id, group_id, min, max, defaults)
       select $1, group_id, 2, 2, defaults[2:3] from product_option_groups`,
      [cake],
    );
    const request = asRequest(group);
    await changed(group.id, { ...request, options: request.options.slice(0, 1) });
    const cherry = group.options[0]?.id;
    expect(
      await sql('select product_id, defaults from product_option_groups order by product_id'),
    ).toEqual([
      { product_id: box, defaults: [cherry, cherry] },
      { product_id: cake, defaults: [] },
    ]);
  });
});

test('an option can be sold out for all days, until a day, and be available again', async () => {
  const { options } = await created();
  const [small] = options;
  const id = small?.id ?? 0;
  const now = async () => {
    const [group] = await listed();
    return group?.options.map(({ sold_out, sold_out_until }) => [sold_out, sold_out_until]);
  };
  expect((await sellOut(id, { sold_out: true })).status).toBe(204);
  expect(await now()).toEqual([
    [true, null],
    [false, null],
  ]);
  expect((await sellOut(id, { sold_out: true, until: '2031-01-07' })).status).toBe(204);
  expect((await now())?.[0]).toEqual([true, '2031-01-07']);
  expect((await sellOut(id, { sold_out: false })).status).toBe(204);
  expect((await now())?.[0]).toEqual([false, null]);
  const wrong = { sold_out: false, until: '2031-01-07' };
  expect(await sellOut(id, wrong)).toMatchObject(fault(400, '/until'));
  expect(await sellOut(99_999, { sold_out: true })).toMatchObject({
    status: 404,
    body: { code: 'unknown-option' },
  });
});

test('a manager who changes a group keeps what a baker has sold out since', async () => {
  const group = await created();
  await sellOut(group.options[1]?.id ?? 0, { sold_out: true, until: '2031-01-07' });
  const { options } = await changed(group.id, asRequest(group));
  expect(options[1]).toMatchObject({ sold_out: true, sold_out_until: '2031-01-07' });
});

describe('placement', () => {
  const order = (product: number, option?: number) =>
    call(placeOrder, 'POST /order', {
      body: {
        lines: [
          {
            product_id: product,
            quantity: 1,
            ...(option !== undefined && { options: [{ option_id: option }] }),
          },
        ],
      },
    });

  test('sees every change of a group', async () => {
    const product = await addProduct();
    const [small = 0, large = 0] = await addOptionGroup(product, {
      options: [{ name: 'Small' }, { name: 'Large' }],
      defaults: [0],
    });
    expect((await order(product, large)).status).toBe(201);
    const [group] = await listed();
    if (!group) throw new Error('no group');
    const versions = [await versionOfOptions()];
    const next = async (work: Promise<{ status: number }>) => {
      const { status } = await work;
      expect(status).toBeLessThan(300);
      versions.push(await versionOfOptions());
    };
    await next(sellOut(large, { sold_out: true }));
    expect((await order(product, large)).status).toBe(409);
    await next(sellOut(large, { sold_out: false }));
    expect((await order(product, large)).status).toBe(201);
    const request = asRequest(group);
    await next(change(group.id, { ...request, options: request.options.slice(0, 1) }));
    expect((await order(product, large)).status).toBe(422);
    expect((await order(product, small)).status).toBe(201);
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions.toSorted((a, b) => a - b)).toEqual(versions);
  });

  test('keeps what an order has when its option is renamed and retired', async () => {
    const product = await addProduct();
    await addOptionGroup(product, {
      options: [{ name: 'Small', price_minor: 150 }, { name: 'Large' }],
      defaults: [0],
    });
    const { id, token } = await placeAndProcess({ product_id: product, quantity: 1 });
    const [group] = await listed();
    if (!group) throw new Error('no group');
    const [small, large] = asRequest(group).options;
    await changed(group.id, {
      ...asRequest(group),
      name: 'Tin',
      options: [{ ...small, name: 'Little', price: 9 }, large],
    });
    await changed(group.id, { ...asRequest(group), version: 2, options: [large] });
    const { body } = await call(getOrder, 'GET /order/{id}', {
      headers: { 'x-order-token': token },
      pathParameters: { id: String(id) },
    });
    expect(body).toMatchObject({
      lines: [{ unit_price: 2.5, options: [{ group: 'Group', option: 'Small', price: 1.5 }] }],
    });
  });
});

test('a pool that options use is not deleted until they no longer use it', async () => {
  const oven = await addPool(60, new Map());
  const group = await created(option({ pools: [{ pool_id: oven, weight: 2 }] }));
  const removePool = () =>
    call(changePool, 'DELETE /staff/pools/{id}', {
      headers: manager.headers,
      pathParameters: { id: String(oven) },
    });
  expect(await removePool()).toMatchObject({ status: 409, body: { code: 'pool-in-use' } });
  await changed(group.id, { ...asRequest(group), options: [{ name: 'Large' }] });
  expect((await removePool()).status).toBe(204);
});

test('a baker may not create, change, order or retire groups', async () => {
  const { id } = await created();
  const { headers } = baker;
  const pathParameters = { id: String(id) };
  const calls = [
    call(createGroup, 'POST /staff/option-groups', { headers, body: sizes }),
    call(handler, 'PUT /staff/option-groups/{id}', { headers, pathParameters, body: sizes }),
    call(handler, 'PUT /staff/option-groups/order', { headers, body: { group_ids: [id] } }),
    call(handler, 'DELETE /staff/option-groups/{id}', { headers, pathParameters }),
  ];
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});
