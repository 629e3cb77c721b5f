import { readFile } from 'node:fs/promises';
import { settingNotes, settings, type Setting, type SettingNote } from '../shared/config.ts';
import { renderSettings, settingsFile } from './render-settings.ts';

const notes = new Map(Object.values(settingNotes).flatMap((section) => Object.entries(section)));
const rows: Readonly<Record<string, Setting | undefined>> = settings;

/** Names that an image or Node reads, and no setting of the bakery. */
const ofPrograms = /^(RABBITMQ_DEFAULT_(USER|PASS)|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)$/;

async function readFromRoot(file: string): Promise<string> {
  return readFile(new URL(`../${file}`, import.meta.url), 'utf8');
}

const compose =
  (await readFromRoot('docker-compose.yml')) + (await readFromRoot('docker-compose.cluster.yml'));
const serverless = await readFromRoot('serverless.yml');

/** The names in capitals that the YAML gives to programs. */
function findEnvironmentNames(yaml: string): string[] {
  const names = [...yaml.matchAll(/^ +([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name ?? '');
  return names.filter((name) => !ofPrograms.test(name));
}

test('.env.example is the one that the table makes (npm run settings -w docs)', async () => {
  expect(await readFile(settingsFile, 'utf8')).toBe(renderSettings());
});

test('every setting has exactly one note', () => {
  const named = Object.values(settingNotes).flatMap((section) => Object.keys(section));
  expect(named).toHaveLength(notes.size);
  expect(Object.keys(settings).filter((name) => !notes.has(name))).toEqual([]);
});

test('a note without a row is of a setting that Compose or serverless.yml reads', () => {
  const unread = [...notes.keys()].filter(
    (name) => rows[name] === undefined && !`${compose}${serverless}`.includes(name),
  );
  expect(unread).toEqual([]);
});

test('every default is a value that its accessor accepts', () => {
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

test('a default in a Compose file is the one in .env.example', () => {
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

test('a default that serverless.yml gives to a machine is the one in the table', () => {
  const defaults = [...serverless.matchAll(/\$\{env:([A-Z_]+), '([^']+)'\}/g)];
  expect(defaults.map(([, name]) => name)).toContain('API_PORT');
  for (const [, name = '', value] of defaults) {
    // No code reads this one.
    if (name === 'API_HOST') continue;
    expect([name, value]).toEqual([name, getDefault(name, notes.get(name))]);
  }
});

test('a value that serverless.yml gives to the cloud is the default, or differs on purpose', () => {
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
