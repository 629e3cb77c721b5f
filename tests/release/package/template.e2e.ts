/** Checks the template for CloudFormation against AWS's schemas and the project's rules. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { listFiles } from '../../../cloud/publish-frontend.ts';
import { maxIdleMs } from '../../../shared/db/database.ts';
import { pageHeaders } from '../../../shared/http/security-headers.ts';
import {
  packageService,
  readTemplate,
  type Resource,
  type Template,
} from '../../support/packaged.ts';
import { checkTemplate } from './check-template.ts';

let folder: string;
let template: Template;

beforeAll(async () => {
  folder = await packageService();
  template = await readTemplate(folder);
});

/** The resources of some types, which must exist: an empty list would prove nothing. */
function ofType(...types: string[]): [string, Resource][] {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => types.includes(Type));
  expect(found).not.toEqual([]);
  return found;
}

const names = (resources: readonly [string, Resource][]) => resources.map(([name]) => name);

/** Resources that break a rule. */
function without(
  resources: readonly [string, Resource][],
  rule: (resource: Resource) => unknown,
): string[] {
  return names(resources.filter(([, resource]) => !rule(resource)));
}

describe("AWS's schemas", () => {
  test('accept the whole template', () => {
    expect(checkTemplate(template)).toEqual([]);
  });

  /** The template with one mistake. */
  function withSlip(name: string, slip: (properties: Record<string, unknown>) => void): Template {
    const copy = structuredClone(template);
    slip(copy.Resources[name]?.Properties as Record<string, unknown>);
    return copy;
  }

  test.each<[string, string, (properties: Record<string, unknown>) => void, string]>([
    [
      'a misspelt property',
      'OrderQueue',
      (queue) => {
        queue['VisibilityTimeOut'] = 120;
      },
      'OrderQueue.VisibilityTimeOut is unknown',
    ],
    [
      'a misspelt property inside another property',
      'DatabaseCluster',
      (cluster) => {
        Object.assign(cluster['ServerlessV2ScalingConfiguration'] as object, { MinCapcity: 1 });
      },
      'DatabaseCluster.ServerlessV2ScalingConfiguration.MinCapcity is unknown',
    ],
    [
      'a property that is missing',
      'PlaceOrderLambdaFunction',
      (lambda) => {
        delete lambda['Role'];
      },
      'PlaceOrderLambdaFunction.Role is missing',
    ],
    [
      'a value of the wrong type',
      'OrderQueue',
      (queue) => {
        queue['VisibilityTimeout'] = 'two minutes';
      },
      'OrderQueue.VisibilityTimeout is "two minutes", not of type integer',
    ],
    [
      'a resource that does not exist',
      'SubnetA',
      (subnet) => {
        subnet['VpcId'] = { Ref: 'Netwrok' };
      },
      'SubnetA.VpcId refers to Netwrok, which does not exist',
    ],
    [
      'an attribute that does not exist',
      'FrontendBucketPolicy',
      (policy) => {
        policy['Bucket'] = { 'Fn::Sub': '${FrontendBucket.Name}' };
      },
      'FrontendBucketPolicy.Bucket refers to FrontendBucket.Name, an attribute that does not exist',
    ],
    [
      'a condition that does not exist',
      'Distribution',
      (distribution) => {
        Object.assign(distribution['DistributionConfig'] as object, {
          Enabled: { 'Fn::If': ['IsOpen', true, false] },
        });
      },
      'Distribution.DistributionConfig.Enabled has an unknown condition, IsOpen',
    ],
    [
      'resources in a dependency cycle',
      'Network',
      (network) => {
        network['Tags'] = [{ Key: 'database', Value: { Ref: 'DatabaseSecurityGroup' } }];
      },
      'Network → DatabaseSecurityGroup → Network',
    ],
  ])('detect %s', (_, name, slip, fault) => {
    expect(checkTemplate(withSlip(name, slip))).toContain(fault);
  });
});

describe('stored data', () => {
  test('is encrypted', () => {
    const encrypted = (type: string, property: string) =>
      without(ofType(type), ({ Properties }) => Properties[property]);
    expect(encrypted('AWS::RDS::DBCluster', 'StorageEncrypted')).toEqual([]);
    expect(encrypted('AWS::SQS::Queue', 'SqsManagedSseEnabled')).toEqual([]);
    expect(encrypted('AWS::S3::Bucket', 'BucketEncryption')).toEqual([]);
  });

  test('is in a snapshot or a retained bucket after the stack is deleted', () => {
    expect(
      ofType('AWS::RDS::DBCluster', 'AWS::S3::Bucket', 'AWS::RDS::DBInstance').map(
        ([name, { DeletionPolicy, UpdateReplacePolicy }]) => [
          name,
          DeletionPolicy,
          UpdateReplacePolicy,
        ],
      ),
    ).toEqual(
      expect.arrayContaining([
        ['DatabaseCluster', 'Snapshot', 'Snapshot'],
        ['DatabaseInstance', 'Delete', 'Delete'],
        ['FrontendBucket', 'Retain', 'Retain'],
      ]),
    );
  });

  test('in production the database cannot be deleted by mistake, and is backed up for a week', () => {
    expect(template.Resources['DatabaseCluster']?.Properties).toMatchObject({
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
    });
  });

  test('is protected by a generated password that is rotated', () => {
    const { Properties = {} } = template.Resources['DatabaseCluster'] ?? {};
    expect(Properties).toMatchObject({ ManageMasterUserPassword: true });
    expect(Properties).not.toHaveProperty('MasterUserPassword');
  });

  test('is deleted from logs after a retention period', () => {
    const logs = ofType('AWS::Logs::LogGroup');
    expect(without(logs, ({ Properties }) => Properties['RetentionInDays'])).toEqual([]);
    expect(logs.length).toBeGreaterThan(ofType('AWS::Lambda::Function').length);
  });
});

describe('the network', () => {
  test('has no internet access', () => {
    const ways = /InternetGateway|NatGateway|TransitGateway|AWS::EC2::Route$|EIP/;
    expect(
      names(Object.entries(template.Resources).filter(([, { Type }]) => ways.test(Type))),
    ).toEqual([]);
  });

  test('accepts connections only from its own functions', () => {
    const rules = ofType('AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress').flatMap(
      ([, { Type, Properties }]) =>
        Type === 'AWS::EC2::SecurityGroup'
          ? ((Properties['SecurityGroupIngress'] ?? []) as Record<string, unknown>[])
          : [Properties],
    );
    expect(rules).not.toEqual([]);
    expect(rules.filter((rule) => 'CidrIp' in rule || 'CidrIpv6' in rule)).toEqual([]);
  });

  test('keeps the database and the bucket private', () => {
    const instances = ofType('AWS::RDS::DBInstance');
    expect(
      without(instances, ({ Properties }) => Properties['PubliclyAccessible'] === false),
    ).toEqual([]);
    expect(template.Resources['FrontendBucket']?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });
});

describe('CloudFront', () => {
  interface Behaviour {
    readonly PathPattern: string;
    readonly CachePolicyId: unknown;
  }
  interface Origin {
    readonly Id: string;
    readonly OriginCustomHeaders?: readonly { HeaderName: string; HeaderValue: unknown }[];
  }
  const distribution = () =>
    template.Resources['Distribution']?.Properties['DistributionConfig'] as {
      readonly Origins: readonly Origin[];
      readonly CacheBehaviors: readonly Behaviour[];
    };

  test('caches pictures and no other responses of the API', () => {
    // CloudFront uses the first behaviour that matches.
    expect(distribution().CacheBehaviors).toEqual([
      expect.objectContaining({
        PathPattern: '/api/pictures/*',
        CachePolicyId: { Ref: 'PictureCaching' },
      }),
      ...['/product/*', '/api/*'].map((PathPattern): unknown =>
        expect.objectContaining({
          PathPattern,
          TargetOriginId: 'api',
          // Managed-CachingDisabled
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        }),
      ),
    ]);
  });

  describe('maps an address of the pages', () => {
    interface CloudFrontAnswer {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, { readonly value: string }>>;
      readonly body: { readonly data: string };
    }
    const ask = (uri: string) => {
      const code = String(template.Resources['PageAddress']?.Properties['FunctionCode']);
      const event = { request: { uri } };
      const context = vm.createContext({ event });
      return vm.runInContext(`${code};handler(event)`, context) as CloudFrontAnswer & {
        readonly uri?: string;
      };
    };

    test.each([
      ['/', '/index.html'],
      ['/index.html', '/index.html'],
      ['/order', '/order.html'],
      ['/counter', '/counter.html'],
      ['/product/1-cake', '/product/1-cake'],
      ['/product/1-st.-honore', '/product/1-st.-honore'],
      ['/bakery.css', '/bakery.css'],
      ['/parts/shop-ABC.js', '/parts/shop-ABC.js'],
      ['/icons/icon-512.png', '/icons/icon-512.png'],
      ['/.well-known/security.txt', '/.well-known/security.txt'],
    ])('%s to the file %s', (uri, file) => {
      expect(ask(uri).uri).toBe(file);
    });

    test('and serves every built file', async () => {
      const files = await listFiles(
        fileURLToPath(new URL('../../../dist/frontend', import.meta.url)),
      );
      expect(files.length).toBeGreaterThan(10);
      for (const file of files.filter((name) => name !== 'refused.html')) {
        expect(ask(`/${file}`).uri).toBe(`/${file}`);
      }
    });

    test.each([
      '/anything-else',
      '/Counter',
      '/order/',
      '/a.b/c',
      '/refused.html',
      '/product',
      '/product/',
      '/product/1/x',
      '/counter.html/x',
    ])('%s to 404 with the error page under the headers of the pages', (uri) => {
      const { statusCode, headers, body } = ask(uri);
      expect(statusCode).toBe(404);
      expect(body.data).toContain('This page is not available');
      expect(body.data).toContain('href="/"');
      const values = Object.entries(headers).map(([name, { value }]) => [name, value] as const);
      expect(Object.fromEntries(values)).toMatchObject(pageHeaders);
    });

    test("with code below CloudFront's limit of 10 KB", () => {
      const code = String(template.Resources['PageAddress']?.Properties['FunctionCode']);
      expect(Buffer.byteLength(code)).toBeLessThan(10_240);
    });
  });

  test('caches pictures as long as the API says, and separately for each Origin header', () => {
    expect(template.Resources['PictureCaching']?.Properties['CachePolicyConfig']).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Origin'] },
      },
    });
  });

  test('sends the origin secret to the API only', () => {
    const shown = distribution().Origins.filter(({ OriginCustomHeaders }) => OriginCustomHeaders);
    const secret = { 'Fn::Sub': '{{resolve:secretsmanager:${DoorSecret}:SecretString}}' };
    expect(shown).toEqual([
      expect.objectContaining({
        Id: 'api',
        OriginCustomHeaders: [
          { HeaderName: 'x-origin-verify', HeaderValue: secret },
          { HeaderName: 'x-door-secret', HeaderValue: secret },
        ],
      }),
    ]);
  });
});

describe('the functions', () => {
  test('run on ARM, which costs a fifth less', () => {
    const functions = ofType('AWS::Lambda::Function');
    expect(
      without(functions, ({ Properties }) => String(Properties['Architectures']) === 'arm64'),
    ).toEqual([]);
  });

  test('process the queue with at most five concurrent instances', () => {
    expect(
      ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties),
    ).toEqual([expect.objectContaining({ ScalingConfig: { MaximumConcurrency: 5 } })]);
  });

  test('answer within the time limit of API Gateway', () => {
    const served = ofType('AWS::ApiGatewayV2::Integration').map(
      ([, { Properties }]) => Properties['TimeoutInMillis'],
    );
    expect(Math.max(...served.map(Number))).toBeLessThanOrEqual(30_000);
  });
});

test('CloudFront caches no errors', () => {
  const { CustomErrorResponses: kept } = template.Resources['Distribution']?.Properties[
    'DistributionConfig'
  ] as { CustomErrorResponses: { ErrorCode: number; ErrorCachingMinTTL: number }[] };
  // All statuses that CloudFront could cache:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
  const codes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
  expect(kept).toEqual(codes.map((code) => ({ ErrorCode: code, ErrorCachingMinTTL: 0 })));
});

test('a function closes idle connections before the database does', () => {
  const { Parameters } = template.Resources['DatabaseSettings']?.Properties as {
    Parameters: Record<string, string>;
  };
  expect(maxIdleMs).toBeLessThan(Number(Parameters['idle_session_timeout']) - 10_000);
});

test("the migration, and so every function, depends on the proxy's targets", () => {
  expect(template.Resources['DatabaseMigration']?.DependsOn).toEqual(
    expect.arrayContaining(['DatabaseProxyTargets', 'ProxyToDatabase']),
  );
});

describe('alarms', () => {
  const alarms = () => ofType('AWS::CloudWatch::Alarm');

  test('notify of the start and the end of every alarm', () => {
    const topic = JSON.stringify([{ Ref: 'Alarms' }]);
    expect(
      without(
        alarms(),
        ({ Properties }) =>
          JSON.stringify(Properties['AlarmActions']) === topic &&
          JSON.stringify(Properties['OKActions']) === topic,
      ),
    ).toEqual([]);
  });

  test('cover every queue', () => {
    const watched = JSON.stringify(alarms().map(([, { Properties }]) => Properties['Dimensions']));
    const queues = names(ofType('AWS::SQS::Queue'));
    expect(queues.filter((queue) => !watched.includes(`["${queue}","QueueName"]`))).toEqual([]);
  });

  test('cover dead letters, waiting, errors, slowness and refusals', () => {
    expect(names(alarms()).toSorted()).toEqual([
      'BackgroundErrorsAlarm',
      'DeadLettersAlarm',
      'OldestMessageAlarm',
      'OldestPendingOrderAlarm',
      'RefusedRequestsAlarm',
      'RequestRateAlarm',
      'ServerErrorsAlarm',
      'SlowAnswersAlarm',
      'ThrottledRequestsAlarm',
      'ThrottlesAlarm',
      'WrongPasswordsAlarm',
    ]);
  });

  test('are on one dashboard, which is valid JSON', () => {
    const { 'Fn::Sub': text } = template.Resources['Dashboard']?.Properties['DashboardBody'] as {
      'Fn::Sub': string;
    };
    const { widgets } = JSON.parse(text) as {
      widgets: { type: string; properties: { metrics?: string[][]; alarms?: string[] } }[];
    };
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(shown.toSorted()).toEqual(
      names(alarms())
        .map((name) => `\${${name}.Arn}`)
        .toSorted(),
    );
  });
});

test('the access log has no query strings', () => {
  const { Format } = template.Resources['HttpApiStage']?.Properties['AccessLogSettings'] as {
    Format: string;
  };
  const line = JSON.parse(Format) as Record<string, string>;
  expect(line).toMatchObject({ path: '$context.path', status: '$context.status' });
  expect(Format).not.toMatch(/query|authorizer/i);
});

test('all resources have the tags of their service and stage', async () => {
  const state = JSON.parse(await readFile(join(folder, 'serverless-state.json'), 'utf8')) as {
    service: { provider: { stackTags: unknown; tags: unknown } };
  };
  const tags = { service: 'bakery', stage: 'prod' };
  expect(state.service.provider).toMatchObject({ stackTags: tags, tags });
});

test("the stack stays below CloudFormation's limits", async () => {
  expect(Object.keys(template.Resources).length).toBeLessThan(450);
  expect(Object.keys(template.Outputs).length).toBeLessThan(180);
  const text = await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  expect(JSON.stringify(JSON.parse(text)).length).toBeLessThan(900_000);
});

test('global names contain the region, so that a second region can have the stack', () => {
  const shared = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type.startsWith('AWS::CloudFront::') || Type === 'AWS::CloudWatch::Dashboard',
  );
  const named = shared.flatMap(([name, { Properties }]) => findNames(name, Properties));
  expect(named.length).toBeGreaterThanOrEqual(6);
  expect(named.filter(([, value]) => !value.includes('${AWS::Region}'))).toEqual([]);
});

/** All names in the template, at any depth, except those of headers and cookies. */
function findNames(owner: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'Name' || key === 'DashboardName'
      ? [[owner, JSON.stringify(item)] as [string, string]]
      : findNames(owner, item),
  );
}

test('functions with a route get the ARN of the origin secret, other functions do not, and no function gets its value', () => {
  const withRoute = new Set(
    ofType('AWS::ApiGatewayV2::Integration').map(([, { Properties }]) =>
      JSON.stringify(Properties['IntegrationUri']),
    ),
  );
  for (const [name, { Properties }] of ofType('AWS::Lambda::Function')) {
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    const isServed = [...withRoute].some((uri) => uri.includes(`"${name}"`));
    expect([name, Variables['ORIGIN_SECRET_ARN']]).toEqual([
      name,
      isServed ? { Ref: 'DoorSecret' } : undefined,
    ]);
    expect(JSON.stringify(Variables)).not.toContain('resolve:');
    const role = template.Resources[name.replace(/LambdaFunction$/, 'Role')];
    expect(JSON.stringify(role).includes('"Ref":"DoorSecret"')).toBe(isServed);
  }
});

test('CloudFront compresses only responses that it caches', () => {
  const { CacheBehaviors } = template.Resources['Distribution']?.Properties[
    'DistributionConfig'
  ] as { CacheBehaviors: { CachePolicyId: unknown; Compress?: boolean }[] };
  const kept = CacheBehaviors.filter(({ Compress }) => Compress === true);
  // Managed-CachingDisabled
  expect(
    kept.filter(({ CachePolicyId }) => CachePolicyId === '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'),
  ).toEqual([]);
});

test('the zone use1-az3, which has no Lambda and no Aurora, is never used', () => {
  const zones = ofType('AWS::EC2::Subnet').map(([, { Properties }]) => Properties);
  const none = { Ref: 'AWS::NoValue' };
  expect(zones.map(({ AvailabilityZoneId }) => AvailabilityZoneId)).toEqual([
    { 'Fn::If': ['IsVirginia', 'use1-az1', none] },
    { 'Fn::If': ['IsVirginia', 'use1-az2', none] },
  ]);
  expect(zones.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(
    [0, 1].map((index) => ({
      'Fn::If': ['IsVirginia', none, { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }],
    })),
  );
});

test('the bucket of the pages refuses requests without TLS', () => {
  const { PolicyDocument } = template.Resources['FrontendBucketPolicy']?.Properties as {
    PolicyDocument: { Statement: object[] };
  };
  expect(PolicyDocument.Statement).toContainEqual({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [
      { 'Fn::GetAtt': ['FrontendBucket', 'Arn'] },
      { 'Fn::Sub': '${FrontendBucket.Arn}/*' },
    ],
    Condition: { Bool: { 'aws:SecureTransport': false } },
  });
});

describe('an attack', () => {
  test.each([
    ['429', 'ThrottledRequests'],
    ['401', 'WrongPasswords'],
    ['403', 'RefusedRequests'],
  ])('with responses of %s is counted in the log and raises an alarm', (status, metric) => {
    expect(template.Resources[metric]?.Properties).toMatchObject({
      LogGroupName: { Ref: 'HttpApiLogGroup' },
      FilterPattern: `{ $.status = "${status}" }`,
      MetricTransformations: [
        { MetricNamespace: 'bakery-prod', MetricName: metric, MetricValue: '1' },
      ],
    });
    expect(template.Resources[`${metric}Alarm`]?.Properties).toMatchObject({
      Namespace: 'bakery-prod',
      MetricName: metric,
      AlarmActions: [{ Ref: 'Alarms' }],
    });
  });

  test("leaves the client's address in the log", () => {
    const [[, stage] = []] = ofType('AWS::ApiGatewayV2::Stage');
    const { Format } = stage?.Properties['AccessLogSettings'] as { Format: string };
    expect(JSON.parse(Format)).toMatchObject({
      status: '$context.status',
      address: '$context.identity.sourceIp',
    });
  });

  test("is in CloudFront's log when cloudFrontLogs names a bucket", () => {
    const { Logging } = template.Resources['Distribution']?.Properties['DistributionConfig'] as {
      Logging: unknown;
    };
    expect(Logging).toEqual({
      'Fn::If': [
        'HasCloudFrontLogs',
        { Bucket: '', Prefix: 'bakery-prod/', IncludeCookies: false },
        { Ref: 'AWS::NoValue' },
      ],
    });
  });
});
