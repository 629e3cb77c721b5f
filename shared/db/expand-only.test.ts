/**
 * The previous release still runs during a migration, and a rollback keeps the migration. So a migration may only
 * add. The exceptions are a table or column that neither this release nor the previous one uses, and a check that
 * becomes weaker: a migration may remove these when `reasons` below lists the migration. `npm run rollback -w bakery-tests` runs the previous code on the new
 * schema.
 */
import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('./migrations/', import.meta.url);

/** Migrations that remove something, each with its reason. */
const reasons: Readonly<Record<string, string>> = {
  '0002_a-real-bakery.sql': 'before the first release',
  '0003_staff-at-work.sql': 'before the first release',
  '0030_options.sql':
    'a weaker check: the previous release reads claims only to sum up those of sources that it knows',
  '0027_supply-movements.sql': 'a weaker check: the previous release only reads these movements',
  '0017_account-names.sql': 'a weaker check: the previous release accepts the names that it reads',
};

/** Statements that can break the previous release. */
const contractions: readonly RegExp[] = [
  // Dropping an index only makes queries slower.
  /\bdrop\s+(?!index\b)[^,;]*/gi,
  /\brename\b[^,;]*/gi,
  /\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b[^,;]*/gi,
  /\bset\s+not\s+null\b/gi,
  /\badd\s+(?:constraint|check|unique|primary|foreign|exclude)\b[^,;]*/gi,
  /\bcreate\s+unique\s+index\b[^;]*/gi,
  // A required column without a default.
  /\badd\s+(?:column\s+)?(?![^,;]*\b(?:default|generated)\b)[^,;]*\bnot\s+null\b[^,;]*/gi,
];

function findContractions(migration: string): string[] {
  const [, up = ''] = /-- Up Migration\n(.*?)(?=-- Down Migration|$)/s.exec(migration) ?? [];
  const sql = up.replaceAll(/--.*$/gm, '');
  return contractions.flatMap((pattern) =>
    [...sql.matchAll(pattern)].map(([found]) => found.trim()),
  );
}

const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
const read = (file: string) => readFile(new URL(file, folder), 'utf8');

test.each(files.filter((file) => !(file in reasons)))('%s only adds', async (file) => {
  expect(findContractions(await read(file))).toEqual([]);
});

test.each(Object.keys(reasons))(
  '%s removes something, so its listed reason is needed',
  async (file) => {
    expect(findContractions(await read(file))).not.toEqual([]);
  },
);

test.each([
  'drop table orders',
  'alter table orders drop relay_at',
  'alter table orders drop column relay_at',
  'alter table orders drop constraint orders_check',
  'alter table orders alter relay_at drop default',
  'alter table orders rename relay_at to due_at',
  'alter table orders rename to placed_orders',
  'alter table orders alter column reason type jsonb',
  'alter table orders alter reason set not null',
  'alter table orders add constraint few check (relay_count < 9)',
  'alter table orders add till text not null',
  'create unique index on orders (correlation_id)',
])('detects: %s', (statement) => {
  expect(findContractions(`-- Up Migration\n${statement};\n-- Down Migration\n`)).not.toEqual([]);
});

test.each([
  'create table tills (id integer primary key, name text not null)',
  'alter table orders add till text',
  `alter table orders add till text not null default 'one'`,
  `alter table orders add till text default 'one' not null`,
  'create index on orders (correlation_id)',
  'drop index orders_due',
])('accepts: %s', (statement) => {
  expect(findContractions(`-- Up Migration\n${statement};\n`)).toEqual([]);
});
