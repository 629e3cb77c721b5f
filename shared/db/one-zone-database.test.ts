/**
 * Node and PostgreSQL each have a time-zone database, and their versions may differ. Only Node's
 * database is used: statements receive dates and instants, and never ask PostgreSQL for a local
 * time.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Expressions that depend on PostgreSQL's zones or on the time zone of the session. */
const zoneDependent = [
  /\bat\s+time\s+zone\b/i,
  /\bat\s+local\b/i,
  /\bset\s+(local\s+|session\s+)?time\s*zone\b/i,
  /\btimezone\s*\(/i,
  /\bdate_trunc\b/i,
  /\bmake_timestamptz\b/i,
  /\bcurrent_date\b/i,
  /\blocaltime(stamp)?\b/i,
  /\bcurrent_time\b/i,
  /\bpg_timezone_(names|abbrevs)\b/i,
  /\bto_char\s*\(\s*(now|[\w.]*_at\b|\w*due\b)/i,
  /\b(now\(\)|\w+_at|at|due|clock_timestamp\(\))\s*\)?::(date|time|timestamp)\b/i,
  /\bextract\s*\(\s*(hour|day|dow|isodow|doy|week|month|year|minute)\b/i,
  /\bdate_part\b/i,
];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|sql|mjs|js)$/.test(file) && !file.endsWith('one-zone-database.test.ts'))
  // The competing programs of the bench.
  .filter((file) => !file.startsWith('tests/bench/peers/'));

test('no statement asks PostgreSQL for the local time or date of an instant', async () => {
  const found: string[] = [];
  for (const file of files) {
    const lines = (await readFile(join(root, file), 'utf8').catch(() => '')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (zoneDependent.some((pattern) => pattern.test(line))) {
        found.push(`${file}:${index + 1}: ${line.trim()}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test.each([
  `(pickup_at at time zone 'UTC')::date`,
  'where date >= current_date - 2',
  'pickup_at::date',
  `date_trunc('day', now())`,
  'now()::date',
  `to_char(now(), 'YYYY')`,
  `extract(dow from at)`,
  `set local timezone = 'UTC'`,
])('finds %s', (text) => {
  expect(zoneDependent.some((pattern) => pattern.test(text))).toBe(true);
});
