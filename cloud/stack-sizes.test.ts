import { readStackSizes, type Template } from './stack-sizes.ts';

/** No more than what is read, with a spare endpoint and a proxy when they are switched on. */
function newTemplate(spare: 'on' | 'off', schedule = 'rate(1 minute)'): Template {
  const whenSpare = (value: unknown) => ({ 'Fn::If': ['Spare', value, { Ref: 'AWS::NoValue' }] });
  return {
    Conditions: {
      Spare: { 'Fn::Equals': [spare, 'on'] },
      NotSpare: { 'Fn::Not': [{ Condition: 'Spare' }] },
    },
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          ManageMasterUserPassword: true,
          ServerlessV2ScalingConfiguration: {
            MinCapacity: 0,
            MaxCapacity: 2,
            SecondsUntilAutoPause: { 'Fn::If': ['NotSpare', 300, { Ref: 'AWS::NoValue' }] },
          },
        },
      },
      Proxy: { Type: 'AWS::RDS::DBProxy', Condition: 'Spare', Properties: {} },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          SubnetIds: [{ Ref: 'SubnetA' }, whenSpare({ Ref: 'SubnetB' })],
        },
      },
      FreeEndpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Gateway' } },
      Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
      OfThree: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Metrics: [
            { Expression: 'a + b + c' },
            ...'abc'.split('').map(() => ({ MetricStat: {} })),
          ],
        },
      },
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardBody: 'OrdersPlaced' },
      },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { DefaultRouteSettings: {}, AccessLogSettings: { Format: '' } },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { RouteKey: 'GET /bread', Target: { 'Fn::Join': ['/', [{ Ref: 'Answer' }]] } },
      },
      Answer: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { IntegrationUri: { 'Fn::GetAtt': ['Bread', 'Arn'] } },
      },
      Bread: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 640 } },
      OrderQueue: { Type: 'AWS::SQS::Queue', Properties: {} },
      Source: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ScalingConfig: {} } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: schedule,
          Targets: [{ Arn: { 'Fn::GetAtt': ['Bread', 'Arn'] } }],
        },
      },
    },
  };
}

test('what is switched off is not there', () => {
  expect(readStackSizes(newTemplate('off'))).toMatchObject({
    endpointZones: 1,
    hasProxy: false,
    pausesAfterSeconds: 300,
  });
  expect(readStackSizes(newTemplate('on'))).toMatchObject({
    endpointZones: 2,
    hasProxy: true,
    pausesAfterSeconds: undefined,
  });
});

test('an alarm on three metrics counts three times', () => {
  expect(readStackSizes(newTemplate('on')).alarmMetrics).toBe(4);
});

test('a route has the memory of the function behind it', () => {
  const sizes = readStackSizes(newTemplate('on'));
  expect(sizes.memoryOf('GET /bread')).toBe(640);
  expect(sizes.schedules).toEqual(new Map([['Bread', 43_800]]));
  expect(() => sizes.memoryOf('GET /cake')).toThrow('GET /cake');
});

test('a schedule that is no rate is not guessed at', () => {
  expect(() => readStackSizes(newTemplate('on', 'cron(0 3 * * ? *)'))).toThrow('is no rate');
});
