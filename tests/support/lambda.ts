/**
 * Runs packaged functions as Lambda does: each from its own zip in an empty folder, in a separate
 * process, with only the environment of the template.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { unzipSync } from 'fflate';
import type { Template } from './packaged.ts';

export interface Invocation<Result> {
  readonly result: Result;
  /** The function's log, with each line parsed as JSON. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

export interface Place {
  /** The folder with the zips. */
  readonly out: string;
  readonly template: Template;
  /**
   * The replacements of AWS resources, by the name in the template: "OrderQueue",
   * "DatabaseCluster.Endpoint.Address".
   */
  readonly standIns: Readonly<Record<string, string>>;
  /** Rewrites values that differ on this machine, such as a port. */
  readonly adapt: (value: string) => string;
  /** Variables that Lambda adds (region, credentials), and the endpoints of AWS's services. */
  readonly runtime: Readonly<Record<string, string>>;
}

interface LambdaFunction {
  readonly Handler: string;
  readonly FunctionName: string;
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

export interface Lambda {
  /**
   * @param name of the function in the template
   * @throws when the function fails or exceeds its timeout
   */
  invoke<Result>(name: string, event: unknown): Promise<Invocation<Result>>;
  close(): Promise<void>;
}

export async function startLambda({ out, template, standIns, adapt, runtime }: Place) {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-lambda-'));
  const unpacked = new Map<string, Promise<string>>();

  /** The root folder of a function's unpacked zip. */
  async function unpack(name: string, zip: string): Promise<string> {
    const task = join(folder, name);
    const files = Object.entries(unzipSync(await readFile(join(out, zip))));
    for (const [path, content] of files.filter(([path]) => !path.endsWith('/'))) {
      await mkdir(dirname(join(task, path)), { recursive: true });
      await writeFile(join(task, path), content);
    }
    return task;
  }

  async function invoke<Result>(name: string, event: unknown): Promise<Invocation<Result>> {
    const found = template.Resources[name];
    if (found?.Type !== 'AWS::Lambda::Function') throw new Error(`There is no function ${name}.`);
    const definition = found.Properties as unknown as LambdaFunction;
    const { Handler, Timeout, Code, Environment } = definition;
    const unpacking = unpacked.get(name) ?? unpack(name, basename(Code.S3Key));
    unpacked.set(name, unpacking);
    const task = await unpacking;
    const variables = Object.entries(Environment.Variables).map(([key, value]) => [
      key,
      adapt(resolve(value, template, standIns)),
    ]);
    const [, module = '', exported = ''] = /^(.+)\.(\w+)$/.exec(Handler) ?? [];
    const child = spawn(process.execPath, ['--input-type=module', '--eval', invokeOnce], {
      cwd: task,
      env: {
        LAMBDA_TASK_ROOT: task,
        _HANDLER: Handler,
        AWS_LAMBDA_FUNCTION_NAME: definition.FunctionName,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.MemorySize),
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        TZ: ':UTC',
        ...runtime,
        ...Object.fromEntries(variables),
      },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      timeout: Timeout * 1_000 * slowness,
    });
    const request = { module, exported, event, functionName: definition.FunctionName };
    child.stdin.end(JSON.stringify({ ...request, awsRequestId: randomUUID() }));
    const [answer, output, complaints] = await Promise.all([
      (json(child.stdio[3] as Readable) as Promise<Outcome<Result>>).catch(() => undefined),
      text(child.stdout),
      text(child.stderr),
    ]);
    if (!answer) throw new Error(`${name} has sent no result.\n${output}${complaints}`);
    if ('error' in answer) throw new Error(`${name} failed: ${answer.error}\n${output}`);
    return { result: answer.result, log: toLog(output + complaints) };
  }

  return { invoke, close: () => rm(folder, { recursive: true, force: true }) } satisfies Lambda;
}

/** Multiplies a function's timeout for slow machines; a function that hangs is still ended. */
const slowness = 10;

type Outcome<Result> = { readonly result: Result } | { readonly error: string };

/** Reads the event, loads the function, and reports its result on a separate channel. */
const invokeOnce = `
  import { readFileSync, writeSync } from 'node:fs';
  const { module, exported, event, ...context } = JSON.parse(readFileSync(0, 'utf8'));
  let outcome;
  try {
    const { [exported]: handler } = await import(process.cwd() + '/' + module + '.mjs');
    outcome = { result: (await handler(event, context)) ?? null };
  } catch (error) {
    outcome = { error: String(error?.stack ?? error) };
  }
  writeSync(3, JSON.stringify(outcome));
  // Lambda would keep the process, with its connections, for the next event.
  process.exit();`;

function toLog(output: string): Readonly<Record<string, unknown>>[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The value that CloudFormation computes, for the functions used in this template. */
function resolve(
  value: unknown,
  template: Template,
  standIns: Readonly<Record<string, string>>,
): string {
  const standInFor = (name: string): string => {
    const found = standIns[name];
    if (found === undefined) throw new Error(`There is no stand-in for ${name} of the template.`);
    return found;
  };
  const follow = (inner: unknown): string => resolve(inner, template, standIns);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const [intrinsic, argument] = Object.entries(value as object)[0] ?? [];
  switch (intrinsic) {
    case 'Ref':
      return standInFor(String(argument));
    case 'Fn::GetAtt':
      return standInFor((argument as string[]).join('.'));
    case 'Fn::If': {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return follow(isTrue(template.Conditions[condition] as Condition) ? yes : no);
    }
    case 'Fn::Sub': {
      const [pattern, names] = (Array.isArray(argument) ? argument : [argument, {}]) as [
        string,
        Record<string, unknown>,
      ];
      return pattern.replaceAll(/\$\{([\w.]+)\}/g, (_, name: string) =>
        name in names ? follow(names[name]) : standInFor(name),
      );
    }
    default:
      throw new Error(`The tests cannot compute ${JSON.stringify(value)}.`);
  }
}

type Condition =
  | { readonly 'Fn::Equals': readonly [unknown, unknown] }
  | { readonly 'Fn::Not': readonly [Condition] };

function isTrue(condition: Condition): boolean {
  if ('Fn::Not' in condition) return !isTrue(condition['Fn::Not'][0]);
  const [one, other] = condition['Fn::Equals'];
  return String(one) === String(other);
}
