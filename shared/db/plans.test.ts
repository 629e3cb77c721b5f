/** Plans among 100,000 orders, 288 a day: no search reads a whole table, and a poll reads few blocks. */
import { sql } from '../../tests/support/database.ts';
import { addDays, dateAt, dayBounds } from '../domain/calendar.ts';
import { daysStatement } from './days.ts';
import { toOrderKeys } from './order-keys.ts';
import { selectItemNames } from './order-search.ts';
import { ordersStatement } from './staff-orders.ts';
import { uncollectedStatement } from './uncollected-orders.ts';

const country = 'DE';
const people = Array.from({ length: 1_000 }, (_, n) => ({
  name: `${['Anna', 'José', 'Zoë', 'Olga'][n % 4] ?? ''} Müller-${n.toString(36)}`,
  phone: `0151 ${String(23_456_789 + n * 7_919)}`,
  email: `person${n}@example.org`,
}));

beforeAll(async () => {
  const words = people.map(
    (person, n) => toOrderKeys(person, n % 10 === 0 ? [`Happy ${n}th, Emma!`] : [], country).words,
  );
  const { words_made } = toOrderKeys({ name: 'Anna', phone: null, email: null }, [], country);
  await sql(
    `with person as (
       select * from unnest($1::text[], $2::text[]) with ordinality as p (name, words, no)
     ), placed as (
       insert into orders (status, request_hash, correlation_id, placed_at, pickup_at, pickup_date,
         customer_name, customer_keys_made)
       select 'Completed', 'test', 'test', at, at, $4::date - n / 288, name, $3
       from generate_series(1, 100000) as n
       join person on no = 1 + n % 1000
       cross join lateral (select now() - n * interval '5 minutes' as at) as clock
       order by n desc
       returning id, placed_at
     ), line as (
       insert into order_lines (order_id, line_no, product_id, quantity, product_name, unit_price_minor)
       select id, line_no, 1, 1, 'Bread ' || (id * line_no) % 40, 100
       from placed, generate_series(1, 2) as line_no
     ), step as (
       insert into order_timeline (order_id, to_status, by, at) select id, 'Pending', 'customer', placed_at from placed
     )
     insert into order_words (order_id, words, made)
     select id, array_to_tsvector(string_to_array(words, ' ')), $3
     from placed join person on no = 1 + id % 1000`,
    [people.map(({ name }) => name), words, words_made, dateAt(new Date(), 'UTC')],
  );
  await sql('vacuum analyze orders, order_lines, order_words, order_timeline');
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

async function explain(
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
  options = '',
): Promise<Plan> {
  const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (format json${options}) ${text}`,
    values,
  );
  if (!row) throw new Error('explain returned no row');
  return row['QUERY PLAN'][0].Plan;
}

/** The tables that a plan reads from beginning to end. */
function scannedBy(plan: Plan): string[] {
  const below = (plan.Plans ?? []).flatMap(scannedBy);
  return plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? '', ...below] : below;
}

const settings = { time_zone: 'UTC', locale: 'de-DE', now: new Date() };

test.each([
  ['a name', 'müller anna'],
  ['a part of a name', 'üll'],
  ['a name of all customers', 'müller'],
  ['two letters', 'zo'],
  ['a phone number', '0151 23456789'],
  ['the end of a phone number', '456789'],
  ['a number', '432'],
  ['an item', 'bread 7'],
  ['all items', 'bread'],
  ['a note', 'emma'],
  ['a customer and an item', 'zoë bread'],
  ['one letter', 'a'],
  ['nothing', 'quark zebra'],
])('a search for %s reads no whole table', async (_, words) => {
  const names = await sql<{ name: string }>(selectItemNames);
  expect(names).toHaveLength(40);
  const statement = ordersStatement(
    { words, limit: 50 },
    settings,
    names.map(({ name }) => name),
  );
  const plan = await explain(statement);
  expect(scannedBy(plan).filter((table) => table.startsWith('order'))).toEqual([]);
});

/** The blocks of 8 KB that a statement reads. */
async function blocksOf(statement: Parameters<typeof explain>[0]): Promise<number> {
  const plan = await explain(statement, ', analyze, buffers');
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

test('a poll of a board reads a few blocks, and a few more for each change', async () => {
  const poll = () => {
    const now = new Date();
    const date = dateAt(now, 'UTC');
    return blocksOf(ordersStatement({ date, since: now, limit: 200 }, { ...settings, now }, []));
  };
  const quiet = await poll();
  await sql(
    `insert into order_timeline (order_id, from_status, to_status, by)
     select id, 'Completed', 'Completed', 'test' from orders order by id desc limit 10`,
  );
  const busy = await poll();
  expect(quiet).toBeLessThan(20);
  expect(busy - quiet).toBeLessThan(10 * 15);
});

test('the day strip reads the orders of its days, and no others', async () => {
  const today = dateAt(new Date(), 'UTC');
  const bounds = (first: number, days: number) =>
    Array.from({ length: days }, (_, n) => {
      const date = addDays(today, first + n);
      return { date, ...dayBounds(date, 'UTC') };
    });
  const over = { first: addDays(today, -14), last: addDays(today, -1) };
  const empty = await blocksOf(daysStatement(bounds(1, 14), over));
  const full = await blocksOf(daysStatement(bounds(-14, 14), over));
  expect(empty).toBeLessThan(100);
  expect(full).toBeLessThan(14 * 288 * 10);
  expect(scannedBy(await explain(daysStatement(bounds(-14, 14), over)))).not.toContain('orders');
});

test('the list of uncollected orders reads the orders that it lists, and counts the others in an index', async () => {
  const today = dateAt(new Date(), 'UTC');
  const over = { first: addDays(today, -14), last: addDays(today, -1) };
  const blocks = await blocksOf(uncollectedStatement(over, { ofDays: 50, older: 50 }));
  expect(blocks).toBeLessThan(1_000);
  expect(scannedBy(await explain(uncollectedStatement(over, { ofDays: 50, older: 50 })))).toEqual(
    [],
  );
});
