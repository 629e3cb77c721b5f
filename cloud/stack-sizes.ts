/** The template as osls packages it, as far as it is read here. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
}

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What of a stack is paid for. */
export interface StackSizes {
  /** Interface endpoints, each counted once for each zone it is in. */
  readonly endpointZones: number;
  readonly databaseInstances: number;
  readonly minAcus: number;
  readonly maxAcus: number;
  /** Undefined when the database does not pause. */
  readonly pausesAfterSeconds: number | undefined;
  readonly hasProxy: boolean;
  readonly secrets: number;
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** Of our own namespace, on the dashboard. */
  readonly ownMetrics: number;
  readonly hasRouteMetrics: boolean;
  readonly logDays: number;
  readonly accessLogFormat: string;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly processorsAtOnce: number;
  readonly batchSize: number;
  /** Runs a month of what is scheduled, by function. */
  readonly schedules: ReadonlyMap<string, number>;
  /** MB of the function behind a route, or of a function. */
  memoryOf(routeOrFunction: string): number;
}

export const hoursPerMonth = 730;

/** @throws when the template has not what is looked for: then the reckoning has to be thought over */
export function readStackSizes(template: Template): StackSizes {
  const decide = newDecider(template.Conditions);
  const standing = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || decide.holds(Condition),
  );
  const ofType = (type: string) =>
    standing.flatMap(([name, { Type, Properties }]) =>
      Type === type ? [[name, decide.choose(Properties) as Fields] as const] : [],
    );
  const only = (type: string): Fields => {
    const [found, ...others] = ofType(type);
    if (!found || others.length > 0) throw new Error(`The template has not exactly one ${type}.`);
    return found[1];
  };
  const cluster = only('AWS::RDS::DBCluster');
  const scaling = cluster['ServerlessV2ScalingConfiguration'] as Fields;
  const stage = only('AWS::ApiGatewayV2::Stage');
  const settings = stage['DefaultRouteSettings'] as Fields;
  const source = only('AWS::Lambda::EventSourceMapping');
  const queue = decide.choose(template.Resources['OrderQueue']?.Properties) as Fields;
  const functions = new Map(
    ofType('AWS::Lambda::Function').map(([name, { MemorySize }]) => [name, Number(MemorySize)]),
  );
  const behind = readRoutes(ofType('AWS::ApiGatewayV2::Route'), template);
  const retention = new Set(
    ofType('AWS::Logs::LogGroup').map(([, { RetentionInDays }]) => Number(RetentionInDays)),
  );
  if (retention.size !== 1) throw new Error('Logs are kept for different times.');
  return {
    endpointZones: ofType('AWS::EC2::VPCEndpoint')
      .filter(([, { VpcEndpointType }]) => VpcEndpointType === 'Interface')
      .reduce((zones, [, { SubnetIds }]) => zones + (SubnetIds as unknown[]).length, 0),
    databaseInstances: ofType('AWS::RDS::DBInstance').length,
    minAcus: Number(scaling['MinCapacity']),
    maxAcus: Number(scaling['MaxCapacity']),
    pausesAfterSeconds:
      scaling['SecondsUntilAutoPause'] === undefined
        ? undefined
        : Number(scaling['SecondsUntilAutoPause']),
    hasProxy: ofType('AWS::RDS::DBProxy').length > 0,
    secrets:
      ofType('AWS::SecretsManager::Secret').length +
      (cluster['ManageMasterUserPassword'] === true ? 1 : 0),
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce(
      (total, [, alarm]) => total + countMetrics(alarm),
      0,
    ),
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    ownMetrics: new Set(
      JSON.stringify(only('AWS::CloudWatch::Dashboard')).match(
        /Orders\w+|TimeToCompleted|OldestPendingOrder\b(?!Alarm)/g,
      ),
    ).size,
    hasRouteMetrics: settings['DetailedMetricsEnabled'] === true,
    logDays: [...retention][0] ?? 0,
    accessLogFormat: String((stage['AccessLogSettings'] as Fields)['Format']),
    pollSeconds: Number(queue['ReceiveMessageWaitTimeSeconds']),
    requestsPerSecond: Number(settings['ThrottlingRateLimit']),
    processorsAtOnce: Number((source['ScalingConfig'] as Fields)['MaximumConcurrency']),
    batchSize: Number(source['BatchSize']),
    schedules: new Map(
      ofType('AWS::Events::Rule').map(([, { ScheduleExpression, Targets }]) => [
        nameOf((Targets as Fields[])[0]?.['Arn']),
        runsPerMonth(String(ScheduleExpression)),
      ]),
    ),
    memoryOf(name) {
      const memory = functions.get(behind.get(name) ?? name);
      if (memory === undefined) throw new Error(`The template has no function for ${name}.`);
      return memory;
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Which function answers a route. */
function readRoutes(
  routes: readonly (readonly [string, Fields])[],
  { Resources }: Template,
): ReadonlyMap<string, string> {
  return new Map(
    routes.map(([, { RouteKey, Target }]) => {
      const integration = /"Ref":"(\w+)"/.exec(JSON.stringify(Target))?.[1] ?? '';
      return [String(RouteKey), nameOf(Resources[integration]?.Properties['IntegrationUri'])];
    }),
  );
}

/** Of what `Fn::GetAtt` is about. */
function nameOf(reference: unknown): string {
  return /"Fn::GetAtt":\["(\w+)"/.exec(JSON.stringify(reference))?.[1] ?? '';
}

/** An alarm on an expression is paid for by each metric in it. */
function countMetrics({ Metrics }: Fields): number {
  if (!Metrics) return 1;
  return (Metrics as Fields[]).filter(({ MetricStat }) => MetricStat).length;
}

function runsPerMonth(schedule: string): number {
  const [, every, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const hours = { minute: 1 / 60, hour: 1, day: 24 }[unit];
  if (hours === undefined) throw new Error(`${schedule} is no rate.`);
  return hoursPerMonth / (Number(every) * hours);
}

/** Works out conditions that are constant once the parameters are known, as all of ours are. */
function newDecider(conditions: Fields) {
  function truth(expression: unknown): boolean {
    const [[operator, operands] = ['', undefined]] = Object.entries(expression as Fields);
    const list = operands as unknown[];
    if (operator === 'Condition') return holds(String(operands));
    if (operator === 'Fn::Not') return !truth(list[0]);
    if (operator === 'Fn::And') return list.every(truth);
    if (operator === 'Fn::Or') return list.some(truth);
    if (operator === 'Fn::Equals') return String(list[0]) === String(list[1]);
    throw new Error(`${operator} cannot be worked out here.`);
  }
  function holds(name: string): boolean {
    return truth(conditions[name]);
  }
  /** The value with every `Fn::If` decided, and without what is `AWS::NoValue`. */
  function choose(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(choose).filter((one) => one !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const fields = value as Fields;
    if (fields['Ref'] === 'AWS::NoValue') return undefined;
    const branches = fields['Fn::If'] as [string, unknown, unknown] | undefined;
    if (branches) return choose(holds(branches[0]) ? branches[1] : branches[2]);
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]) => {
        const chosen = choose(field);
        return chosen === undefined ? [] : [[name, chosen]];
      }),
    );
  }
  return { holds, choose };
}
