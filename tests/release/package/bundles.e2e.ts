/** The content and size of the functions' bundles: a cold start reads the whole bundle. */
import { weighBundles, type Bundle } from '../../../cloud/bundles.ts';
import { packageService, readTemplate, type Template } from '../../support/packaged.ts';

const kilobyte = 1024;
const senders = ['apply-order-action', 'health', 'place-order', 'relay-orders', 'retry-order'];

let bundles: Bundle[];
let template: Template;

beforeAll(async () => {
  template = await readTemplate(await packageService());
  bundles = await weighBundles();
});

/** The functions whose bundles contain a part of a package. */
const holding = (part: string) =>
  bundles
    .filter(({ parts }) => parts.has(part))
    .map(({ name }) => name)
    .toSorted();

test('every function has a bundle', () => {
  const functions = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  expect(bundles).toHaveLength(functions.length);
});

test("no bundle contains RabbitMQ's client", () => {
  expect(holding('amqplib')).toEqual([]);
});

test('only functions that use the queue contain the SQS client', () => {
  expect(holding('@aws-sdk/client-sqs')).toEqual(senders);
});

const knowingPhones = ['housekeep', 'list-orders', 'migrate', 'place-order'];

test('only functions that compare phone numbers contain phone metadata', () => {
  expect(holding('libphonenumber-js')).toEqual(knowingPhones);
});

test('no bundle contains the whole list of common passwords', () => {
  expect(holding('@zxcvbn-ts/language-common')).toEqual([]);
});

test("only migrate contains the migrations' package, and only functions that write CSV its package", () => {
  expect(holding('node-pg-migrate')).toEqual(['migrate']);
  expect(holding('csv-stringify')).toEqual(['export-data', 'get-bake-sheet', 'get-dashboard']);
});

test('only the import of files contains the packages that read CSV and HTML', () => {
  for (const part of ['csv-parse', 'htmlparser2'])
    expect(holding(part)).toEqual(['import-catalogue']);
});

test('exactly the functions with a database client may read the database password', () => {
  const may = Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .filter(([name]) => name !== 'DatabaseProxyRole')
    .filter(([, role]) => JSON.stringify(role).includes('FunctionsDatabaseSecret'))
    .map(([name]) => toFolder(name.replace(/Role$/, '')));
  expect(may.toSorted()).toEqual(holding('pg'));
});

/** The folder of a function, for example "place-order" for "PlaceOrder". */
function toFolder(name: string): string {
  return name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

const takingPasswords = ['change-account', 'change-password', 'create-account'];

test.each([
  ['that place orders', 540, (name: string) => name === 'place-order'],
  [
    'that use the queue but place no orders',
    360,
    (name: string) => senders.includes(name) && name !== 'place-order',
  ],
  ['that migrate the database, once in a deployment', 560, (name: string) => name === 'migrate'],
  ['that compare phone numbers', 290, (name: string) => /^(housekeep|list-orders)$/.test(name)],
  ['that read files', 300, (name: string) => name === 'import-catalogue'],
  ['that accept new passwords', 200, (name: string) => takingPasswords.includes(name)],
  [
    'that do none of this work',
    175,
    (name: string) =>
      ![...senders, ...knowingPhones, ...takingPasswords, 'import-catalogue'].includes(name),
  ],
])('functions %s stay within %d KB', (_, budget, isMeant) => {
  const meant = bundles.filter(({ name }) => isMeant(name));
  expect(meant).not.toEqual([]);
  const tooHeavy = meant.filter(({ bytes }) => bytes > budget * kilobyte);
  expect(tooHeavy.map(({ name, bytes }) => `${name} ${bytes}`)).toEqual([]);
});
