/**
 * A plugin of osls. It gives every function its handler, its package and its routes from the contract. For a
 * deployment it also gives every function a role with only its `permissions` in serverless.yml, adds a HEAD route
 * to every GET route, omits source maps, makes the function wait for the migration of the database, and writes the
 * code of the CloudFront function of the pages.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServedRoute } from '../build/host-files.ts';
import { renderPageAddress } from './page-address.ts';

type Permission =
  'use-database' | 'migrate-database' | 'send-orders' | 'receive-orders' | 'look-at-queue';

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** The parts of osls that are used here. */
interface Serverless {
  readonly serviceDir: string;
  /** serverless.yml */
  readonly configurationInput: {
    readonly functions: Readonly<Record<string, { readonly events?: readonly unknown[] }>>;
  };
  extendConfiguration(path: readonly string[], value: unknown): void;
  readonly service: {
    readonly functions: Record<string, FunctionDefinition>;
    readonly resources: { readonly Resources: Record<string, Resource> };
  };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: 'aws', schema: object): void;
  };
}
interface FunctionDefinition {
  /** The deployed function's name. */
  readonly name: string;
  readonly permissions?: readonly Permission[];
  readonly vpc?: null;
  readonly package: { readonly patterns: string[] };
  readonly events?: { readonly httpApi?: string }[];
  environment?: Readonly<Record<string, unknown>>;
  role?: string;
  dependsOn?: string;
}
interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

const functionsSecret = { Ref: 'FunctionsDatabaseSecret' };
/**
 * CloudFront sends this secret to functions with a route. The resource keeps its earlier name, because a
 * renamed resource would be a new secret.
 */
const originSecret = { Ref: 'DoorSecret' };
const orderQueue = { 'Fn::GetAtt': ['OrderQueue', 'Arn'] };

const statements: Readonly<Record<Permission, Statement>> = {
  'use-database': {
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: functionsSecret,
  },
  'migrate-database': {
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: [
      { 'Fn::GetAtt': ['DatabaseCluster', 'MasterUserSecret.SecretArn'] },
      functionsSecret,
    ],
  },
  'send-orders': { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: orderQueue },
  'receive-orders': {
    Effect: 'Allow',
    // Lambda polls the queue with the function's role.
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    Resource: orderQueue,
  },
  'look-at-queue': { Effect: 'Allow', Action: 'sqs:GetQueueAttributes', Resource: orderQueue },
};

/**
 * Lambda creates network interfaces with the function's role; EC2 supports no narrower resource for these
 * actions.
 */
const joinNetwork: Statement = {
  Effect: 'Allow',
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  Resource: '*',
};

const readOriginSecret: Statement = {
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource: originSecret,
};

const migration = 'DatabaseMigration';

export default class FunctionsPlugin {
  readonly hooks = { 'before:package:initialize': () => this.complete() };
  readonly #serverless: Serverless;

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: { permissions: { type: 'array', items: { enum: Object.keys(statements) } } },
    });
  }

  /** Called by osls while the configuration can still be extended. */
  async asyncInit(): Promise<void> {
    const routes = Map.groupBy(await this.#readRoutes(), (route) => route.function);
    const { functions } = this.#serverless.configurationInput;
    for (const [key, { events = [] }] of Object.entries(functions)) {
      const folder = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const extend = (property: string, value: unknown) =>
        this.#serverless.extendConfiguration(['functions', key, property], value);
      extend('handler', `dist/functions/${folder}/handler.handler`);
      extend('package', { patterns: [`dist/functions/${folder}/**`] });
      const served = routes.get(folder) ?? [];
      const httpEvents = served.map(({ method, path }) => ({ httpApi: `${method} ${path}` }));
      if (httpEvents.length > 0) extend('events', [...events, ...httpEvents]);
      routes.delete(folder);
    }
    const [unknown] = routes.keys();
    if (unknown !== undefined) throw new Error(`serverless.yml lacks the function ${unknown}.`);
  }

  async #readRoutes(): Promise<ServedRoute[]> {
    const file = join(this.#serverless.serviceDir, 'dist/routes.json');
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error('The routes cannot be read: run `npm run build` first.', { cause });
    });
    return JSON.parse(text) as ServedRoute[];
  }

  async complete(): Promise<void> {
    const { functions, resources } = this.#serverless.service;
    for (const [key, definition] of Object.entries(functions)) {
      if (hasRoute(definition)) {
        definition.environment = { ...definition.environment, ORIGIN_SECRET_ARN: originSecret };
      }
      const role = `${key[0]?.toUpperCase() ?? ''}${key.slice(1)}Role`;
      resources.Resources[role] = newRole(definition);
      definition.role = role;
      // Source maps are stored separately (cloud/deploy.ts): a function would load them at each cold start.
      definition.package.patterns.push('!**/*.map');
      definition.events?.push(...toHeadRoutes(definition.events));
      if (key !== 'migrate') definition.dependsOn = migration;
    }
    // CloudFormation runs the migration again when one of its properties changes.
    const code = join(this.#serverless.serviceDir, 'dist/functions/migrate');
    Object.assign(resources.Resources[migration]?.Properties ?? {}, {
      Code: await hashFolder(code),
    });
    const pages = join(this.#serverless.serviceDir, 'dist/frontend');
    Object.assign(resources.Resources['PageAddress']?.Properties ?? {}, {
      FunctionCode: await renderPageAddress(pages),
    });
  }
}

/** API Gateway answers HEAD only for a separate route; other hosts answer HEAD as GET. */
function toHeadRoutes(events: readonly { readonly httpApi?: string }[]) {
  const gets = events.filter(({ httpApi }) => httpApi?.startsWith('GET '));
  return gets.map(({ httpApi = '' }) => ({ httpApi: httpApi.replace('GET', 'HEAD') }));
}

function hasRoute({ events = [] }: FunctionDefinition): boolean {
  return events.some((event) => 'httpApi' in event);
}

function newRole(definition: FunctionDefinition): Resource {
  const { name, permissions = ['use-database'], vpc } = definition;
  const writeLogs: Statement = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: {
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${name}:*`,
    },
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'permissions',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              writeLogs,
              ...(vpc === null ? [] : [joinNetwork]),
              ...permissions.map((permission) => statements[permission]),
              ...(hasRoute(definition) ? [readOriginSecret] : []),
            ],
          },
        },
      ],
    },
  };
}

async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash.update(file.slice(folder.length)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
