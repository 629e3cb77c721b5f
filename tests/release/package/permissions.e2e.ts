/** The permissions of each part of the stack, read from the packaged template. */
import { packageService, readTemplate, type Template } from '../../support/packaged.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** One permission: principal, action, resource. */
interface Permission {
  readonly owner: string;
  readonly action: string;
  readonly resource: string;
}

/** Every allowed `*`, with the reason why it cannot be narrower. */
const wildcards: readonly (Permission & { readonly why: string })[] = [
  {
    owner: '*Role',
    action: 'logs:*',
    resource: '*:log-group:/aws/lambda/bakery-prod-*:*',
    why: "the streams of the function's own log group, which Lambda names",
  },
  {
    owner: '*Role',
    action: 'ec2:*',
    resource: '*',
    why: "Lambda joins the network with the function's role; EC2 supports no narrower resource",
  },
  {
    owner: 'FrontendBucketPolicy',
    action: 's3:GetObject',
    resource: '${FrontendBucket.Arn}/*',
    why: 'CloudFront, and only our distribution, reads all pages',
  },
  {
    owner: 'StorageEndpoint',
    action: 's3:PutObject',
    resource: '*:s3:::cloudformation-custom-resource-response-*/*',
    why: 'CloudFormation names the response in its own bucket, with the region at the end',
  },
];

let template: Template;
let permissions: Permission[];

beforeAll(async () => {
  template = await readTemplate(await packageService());
  permissions = Object.entries(template.Resources).flatMap(([owner, { Properties }]) =>
    statementsIn(Properties)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .flatMap((action) =>
            [Resource].flat().map((resource) => ({ owner, action, resource: toText(resource) })),
          ),
      ),
  );
});

/** All statements of policies; the trust policies of roles are excluded. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value)
    .filter(([key]) => key !== 'Statement')
    .flatMap(([, item]) => statementsIn(item));
  const own = 'Statement' in value ? (value.Statement as Statement[]) : [];
  return [...own.filter((statement) => 'Resource' in statement), ...inside];
}

/** The text of a resource, for example `OrderQueue.Arn` for a reference to that attribute. */
function toText(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const [[name, argument] = ['', undefined]] = Object.entries(resource as object) as [
    string,
    unknown,
  ][];
  if (name === 'Fn::GetAtt') return (argument as string[]).join('.');
  if (name === 'Fn::Sub') return String([argument].flat()[0]);
  return JSON.stringify(resource);
}

/** Whether a text matches a pattern, in which `*` stands for any text. */
function matches(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`).test(text);
}

const isListed = ({ owner, action, resource }: Permission) =>
  wildcards.some(
    (listed) =>
      matches(listed.owner, owner) &&
      matches(listed.action, action) &&
      !action.includes('*') &&
      (listed.resource === '*' ? resource === '*' : matches(listed.resource, resource)),
  );

const hasWildcard = ({ action, resource }: Permission) =>
  action.includes('*') || resource.includes('*');

/** The functions that are allowed an action. */
const allowed = (action: string) =>
  permissions
    .filter((permission) => permission.owner.endsWith('Role') && permission.action === action)
    .map(({ owner }) => owner.replace(/Role$/, ''))
    .toSorted();

test('every wildcard has a listed reason', () => {
  expect(permissions.length).toBeGreaterThan(100);
  expect(permissions.filter(hasWildcard).filter((one) => !isListed(one))).toEqual([]);
});

test('every listed reason is used', () => {
  const used = permissions.filter(hasWildcard);
  const unused = wildcards.filter(
    (listed) =>
      !used.some(
        ({ owner, action }) => matches(listed.owner, owner) && matches(listed.action, action),
      ),
  );
  expect(unused).toEqual([]);
});

test('every function has its own role', () => {
  const roles = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => toText(Properties['Role']));
  expect(new Set(roles).size).toBe(roles.length);
  expect(roles.length).toBeGreaterThan(30);
});

test('only functions that publish orders may send to the queue', () => {
  expect(allowed('sqs:SendMessage')).toEqual([
    'ApplyOrderAction',
    'PlaceOrder',
    'RelayOrders',
    'RetryOrder',
  ]);
});

test('only the processor may receive from the queue', () => {
  expect(allowed('sqs:ReceiveMessage')).toEqual(['ProcessOrder']);
  expect(allowed('sqs:DeleteMessage')).toEqual(['ProcessOrder']);
});

test("only the health check and the processor may read the queue's attributes", () => {
  expect(allowed('sqs:GetQueueAttributes')).toEqual(['Health', 'ProcessOrder']);
});

test('no function may use the dead-letter queue', () => {
  expect(permissions.filter(({ resource }) => resource.includes('DeadLetter'))).toEqual([]);
});

test("exactly the functions with the queue's URL may use it", () => {
  const withUrl = Object.entries(template.Resources)
    .filter(([, { Type, Properties }]) => {
      const { Variables = {} } = (Properties['Environment'] ?? {}) as { Variables?: object };
      return Type === 'AWS::Lambda::Function' && 'ORDER_QUEUE_URL' in Variables;
    })
    .map(([name]) => name.replace(/LambdaFunction$/, ''));
  const may = new Set([...allowed('sqs:SendMessage'), 'Health']);
  expect(withUrl.toSorted()).toEqual([...may].toSorted());
});

test('the documentation and unknown-route may only write their log and read the origin secret', () => {
  for (const name of ['ShowDocs', 'UnknownRoute']) {
    const own = permissions.filter(({ owner }) => owner === `${name}Role`);
    expect(own.map(({ action }) => action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
    ]);
  }
});

test('a function may write only to its own log', () => {
  const logs = permissions.filter(({ action }) => action.startsWith('logs:'));
  expect(logs).not.toEqual([]);
  const foreign = logs.filter(({ owner, resource }) => {
    const name = owner.replace(/Role$/, '');
    const key = `${(name[0] ?? '').toLowerCase()}${name.slice(1)}`;
    return !resource.endsWith(`:log-group:/aws/lambda/bakery-prod-${key}:*`);
  });
  expect(foreign).toEqual([]);
});

test("only the migration may read the password of the tables' owner", () => {
  const owners = permissions.filter(({ resource }) => resource.includes('MasterUserSecret'));
  expect(owners.map(({ owner }) => owner).toSorted()).toEqual(['MigrateRole', 'SecretsEndpoint']);
});
