import { readFile } from 'node:fs/promises';
import { settingNotes, settings, type Setting, type SettingNote } from '../shared/config.ts';
import { renderSettings, settingsFile } from './render-settings.ts';

const notes = new Map(Object.values(settingNotes).flatMap((section) => Object.entries(section)));
const rows: Readonly<Record<string, Setting | undefined>> = settings;

/** Variables of images and of Node, which are no settings of the bakery. */
const ofPrograms = /^(RABBITMQ_DEFAULT_(USER|PASS)|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)$/;

async function readFromRoot(file: string): Promise<string> {
  return readFile(new URL(`../${file}`, import.meta.url), 'utf8');
}

const compose =
  (await readFromRoot('docker-compose.yml')) + (await readFromRoot('docker-compose.cluster.yml'));
const serverless = await readFromRoot('serverless.yml');

/** The environment variables in a YAML file. */
function findEnvironmentNames(yaml: string): string[] {
  const names = [...yaml.matchAll(/^ +([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name ?? '');
  return names.filter((name) => !ofPrograms.test(name));
}

test('.env.example matches the table of settings (npm run settings -w docs)', async () => {
  expect(await readFile(settingsFile, 'utf8')).toBe(renderSettings());
});

test('every setting has exactly one note', () => {
  const named = Object.values(settingNotes).flatMap((section) => Object.keys(section));
  expect(named).toHaveLength(notes.size);
  expect(Object.keys(settings).filter((name) => !notes.has(name))).toEqual([]);
});

test('a note without a row describes a setting of Compose or serverless.yml', () => {
  const unread = [...notes.keys()].filter(
    (name) => rows[name] === undefined && !`${compose}${serverless}`.includes(name),
  );
  expect(unread).toEqual([]);
});

test('every default is accepted by its accessor', () => {
  for (const [name, { kind, default: value, min = 0, max = Infinity }] of Object.entries<Setting>(
    settings,
  )) {
    if (value === undefined) continue;
    if (kind === 'switch')
      expect([name, value]).toEqual([name, expect.stringMatching(/^o(n|ff)$/)]);
    if (kind !== 'integer') continue;
    expect(Number(value)).toBeGreaterThanOrEqual(min);
    expect(Number(value)).toBeLessThanOrEqual(max);
  }
});

test('the Compose files name settings of the table only', () => {
  const read = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? '');
  const given = findEnvironmentNames(compose);
  expect(read.length).toBeGreaterThan(30);
  expect(given.length).toBeGreaterThan(25);
  expect([...read, ...given].filter((name) => !notes.has(name))).toEqual([]);
});

test('Compose passes on every setting that .env.example offers to containers', () => {
  const missing = [...notes]
    .filter(([, { place }]) => place === undefined || place === 'containers')
    .filter(([name]) => !compose.includes(`\${${name}:-`));
  expect(missing).toEqual([]);
});

test('a default in a Compose file equals the one in .env.example', () => {
  const defaults = [...compose.matchAll(/\$\{([A-Z_]+):-([^${}]+)\}/g)];
  expect(defaults.length).toBeGreaterThan(10);
  for (const [, name = '', value] of defaults) {
    expect([name, value]).toEqual([name, getDefault(name, notes.get(name))]);
  }
});

function getDefault(name: string, note: SettingNote | undefined): string | undefined {
  return note?.inContainers ?? rows[name]?.default;
}

test('serverless.yml names settings of the table only', () => {
  const read = [...serverless.matchAll(/\$\{env:([A-Z_]+)/g)].map(([, name]) => name ?? '');
  const given = findEnvironmentNames(serverless);
  expect(read.length).toBeGreaterThan(10);
  expect(given.length).toBeGreaterThan(15);
  expect([...read, ...given].filter((name) => !notes.has(name))).toEqual([]);
});

test('a default in serverless.yml for a machine equals the one in the table', () => {
  const defaults = [...serverless.matchAll(/\$\{env:([A-Z_]+), '([^']+)'\}/g)];
  expect(defaults.map(([, name]) => name)).toContain('API_PORT');
  for (const [, name = '', value] of defaults) {
    // No code reads this setting.
    if (name === 'API_HOST') continue;
    expect([name, value]).toEqual([name, getDefault(name, notes.get(name))]);
  }
});

test('a value in serverless.yml for the cloud equals the default, or differs on purpose', () => {
  const differs: Readonly<Record<string, string>> = {
    CREATE_MANAGER: 'on',
    DATABASE_CONNECT_TIMEOUT_MS: '2500',
    DATABASE_POOL_MAX: '1',
    DEMO: 'off',
    SECURE_COOKIES: 'on',
    TRUSTED_PROXIES: '2',
  };
  const inCloud = serverless.slice(serverless.indexOf('  default:'), serverless.indexOf('  dev:'));
  const parameters = [...serverless.matchAll(/^ +([A-Z_]+): \$\{param:(\w+)\}/gm)];
  const values = parameters.flatMap(([, name = '', parameter = '']) => {
    const value = new RegExp(`^    ${parameter}: '(.*)'`, 'm').exec(inCloud)?.[1];
    return value === undefined || rows[name] === undefined ? [] : [{ name, value }];
  });
  expect(values.length).toBeGreaterThan(8);
  for (const { name, value } of values) {
    expect([name, value]).toEqual([name, differs[name] ?? rows[name]?.default ?? '']);
  }
});
