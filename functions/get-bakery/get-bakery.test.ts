import { database } from '../../shared/db/database.ts';
import { getBakery } from '../../shared/db/settings.ts';
import { instantAt } from '../../shared/domain/calendar.ts';
import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { handler } from './handler.ts';

async function askText(name: string, headers = {}) {
  const answer = await call(handler, 'GET /texts/{name}', { pathParameters: { name }, headers });
  return { ...answer, body: answer.body as { text: string } };
}

test('returns the name and the opening hours of the bakery', async () => {
  const { status, body } = await call(handler, 'GET /bakery');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: 'The Bakery',
    locale: 'en-IN',
    currency: 'INR',
    time_zone: 'Asia/Kolkata',
    slot_minutes: 30,
    cut_off: '18:00',
    cut_off_days: 1,
    days_ahead: 14,
    few_left: 5,
    special_days: [],
    closures: [],
    is_demo: true,
  });
  expect(body).toHaveProperty('opening_hours.7', [{ from: '07:00', to: '19:00' }]);
});

test('the demo describes its bakery, with a number reserved for fiction and texts that say that they are examples', async () => {
  const { body } = await call(handler, 'GET /bakery');
  const { address, phone, email, logo, texts } = body as BakeryResponse;
  expect(address).toMatch(/^12 Mill Lane\nMumbai/);
  // https://www.ofcom.org.uk: 020 7946 0000 to 020 7946 0999 are for drama.
  expect(phone).toMatch(/^\+44 20 7946 0\d{3}$/);
  expect(email).toMatch(/@example\.com$/);
  expect(logo).toBeNull();
  expect(texts).toEqual(['imprint', 'privacy', 'terms']);
  for (const name of texts) expect((await askText(name)).body.text).toMatch(/^\*\*.*example/);
});

test('lists the legal texts that are given, and returns each alone', async () => {
  await sql(`update settings set imprint = '', privacy = '# Nothing is *kept*', terms = ''`);
  const { body } = await call(handler, 'GET /bakery');
  expect(body).toHaveProperty('texts', ['privacy']);
  expect(JSON.stringify(body)).not.toContain('Nothing is');
  const privacy = await askText('privacy');
  expect(privacy.body).toEqual({ text: '# Nothing is *kept*' });
  const etag = String(privacy.headers['etag']);
  expect((await askText('privacy', { 'if-none-match': etag })).status).toBe(304);
  expect((await askText('imprint')).body).toEqual({ text: '' });
  const unknown = await askText('recipes');
  expect([unknown.status, unknown.body]).toMatchObject([400, { errors: [{ path: '/path/name' }] }]);
});

test('returns PUBLIC_URL without its trailing slash', async () => {
  const publicUrl = async () => (await call(handler, 'GET /bakery')).body;
  expect(await publicUrl()).toHaveProperty('public_url', 'http://localhost:3000');
  process.env['PUBLIC_URL'] = 'https://shop.example/';
  expect(await publicUrl()).toHaveProperty('public_url', 'https://shop.example');
  delete process.env['PUBLIC_URL'];
});

test('lists the special days of yesterday and later, by the date in the bakery’s time zone', async () => {
  await sql(`insert into closures values
    ('2026-11-25', 'Stocktaking', '[{"from": "07:00", "to": "12:00"}]'), ('2026-11-22', 'Over', null),
    ('2026-11-23', 'Wedding', null)`);
  const at = (time: string) => getBakery(database, instantAt('2026-11-24', time, 'Asia/Kolkata'));
  const days = [
    { date: '2026-11-23', message: 'Wedding', hours: [] },
    { date: '2026-11-25', message: 'Stocktaking', hours: [{ from: '07:00', to: '12:00' }] },
  ];
  expect((await at('00:00')).special_days).toEqual(days);
  expect((await at('23:59')).special_days).toEqual(days);
  expect((await at('23:59')).closures).toEqual([{ date: '2026-11-23', message: 'Wedding' }]);
  expect((await at('24:00')).special_days).toEqual(days.slice(1));
});

test('is a demo while an account with a public password is active', async () => {
  const isDemo = async () => (await getBakery(database, new Date())).is_demo;
  await sql(`update staff_accounts set active = false where name = 'manager'`);
  expect(await isDemo()).toBe(true);
  await sql(`update staff_accounts set active = false where is_demo`);
  expect(await isDemo()).toBe(false);
});

test('names the installed shop after the bakery', async () => {
  await sql(`update settings set bakery_name = 'Brot & Söhne'`);
  const { status, headers, body } = await call(handler, 'GET /manifest');
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 200,
    type: 'application/manifest+json',
  });
  expect(body).toMatchObject({ name: 'Brot & Söhne', start_url: '/' });
  const etag = String(headers['etag']);
  const again = await call(handler, 'GET /manifest', { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});

test('answers 304 until the bakery’s data changes', async () => {
  const ask = (etag = '') => call(handler, 'GET /bakery', { headers: { 'if-none-match': etag } });
  const etag = String((await ask()).headers['etag']);
  expect(await ask(etag)).toMatchObject({ status: 304, body: null });
  await sql(`update settings set bakery_name = 'The Other Bakery'`);
  expect((await ask(etag)).status).toBe(200);
});
