import { listOrdersQuery, toCursorText } from './staff-orders.ts';
import { placeLinesRequest } from './orders.ts';
import { changeSettingsRequest } from './settings.ts';
import { instant, localDate } from './dates.ts';
import { text } from './values.ts';

const isCursor = (due: string, id = 1) =>
  listOrdersQuery.safeParse({ cursor: toCursorText({ due, id }) }).success;

test.each([
  '2026-11-24T08:30:00.123456Z',
  '1970-01-01T00:00:00.000000Z',
  '2028-02-29T23:59:59.999999Z',
])('accepts a cursor at %s', (due) => expect(isCursor(due)).toBe(true));

test.each([
  '0000-01-01T00:00:00.000000Z',
  '0001-01-01T00:00:00.000000Z',
  '1969-12-31T23:59:59.999999Z',
  '2200-01-01T00:00:00.000000Z',
  '9999-12-31T23:59:59.999999Z',
  '2026-02-30T00:00:00.000000Z',
  '2027-02-29T00:00:00.000000Z',
  '2026-13-01T00:00:00.000000Z',
  '2026-00-00T00:00:00.000000Z',
  '2026-01-01T24:00:00.000000Z',
  '2026-01-01T25:00:00.000000Z',
  '2026-01-01T23:60:00.000000Z',
  '2026-01-01T23:59:60.000000Z',
  '+275760-09-13T00:00:00.000000Z',
  '294276-12-31T23:59:59.999999Z',
  'infinity',
])('refuses a cursor at %s', (due) => expect(isCursor(due)).toBe(false));

test.each([0, -1, 2_147_483_648, 9_999_999_999])('refuses a cursor at order %d', (id) =>
  expect(isCursor('2026-11-24T08:30:00.123456Z', id)).toBe(false),
);

test.each([
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+010000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:00+99:99',
  '2026-01-01T00:00:00',
  'Infinity',
  'NaN',
])('refuses the instant %s', (written) => expect(instant.safeParse(written).success).toBe(false));

test.each(['0000-01-01', '9999-12-31', '2026-02-30', '2026-99-99', '10000-01-01', 'infinity', ''])(
  'refuses the date %j',
  (written) => expect(localDate.safeParse(written).success).toBe(false),
);

test.each(['a\u0000b', '\u0000', 'a\ud800', '\udc00b', 'a\ud800b\udc00'])(
  'refuses the text %j in every field',
  (written) => {
    expect(text(100).safeParse(written).success).toBe(false);
    const lines = [{ product_id: 1, quantity: 1 }];
    for (const customer of [{ name: written }, { name: 'Emma', email: `${written}@example.com` }]) {
      expect(placeLinesRequest.safeParse({ lines, customer }).success).toBe(false);
    }
    const noted = [{ product_id: 1, quantity: 1, note: written }];
    expect(placeLinesRequest.safeParse({ lines: noted }).success).toBe(false);
    expect(listOrdersQuery.safeParse({ q: written }).success).toBe(false);
  },
);

test('accepts characters outside the Basic Multilingual Plane', () => {
  expect(text(100).safeParse('Für Emma 👩‍🍳 مرحبا').success).toBe(true);
});

test.each([0, -0, -1, 2_147_483_648, Number.MAX_SAFE_INTEGER, Infinity, NaN, 1.5])(
  'refuses the version %d of the settings',
  (version) => {
    const { error } = changeSettingsRequest.safeParse({ version });
    expect(error?.issues.map(({ path }) => path.join('/'))).toContain('version');
  },
);
