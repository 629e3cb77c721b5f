/**
 * The steps at which a process can be killed: each `await` on the path of an order. They are read
 * from the code, so new ones are included automatically.
 */
import ts from 'typescript';

/** Both brokers: the containers' RabbitMQ, and the embedded run's SQS. */
export const arrangements = ['rabbitmq', 'sqs'] as const;
export type Arrangement = (typeof arrangements)[number];

/** `start` is the process that starts and stops the others. */
export type Role = 'api' | 'relay' | 'worker' | 'start';

/** The files that each process of an arrangement runs for an order. */
const filesByRole: Readonly<
  Record<Arrangement, Readonly<Partial<Record<Role, readonly string[]>>>>
> = {
  rabbitmq: {
    api: [
      'functions/place-order/handler.ts',
      'functions/place-order/place-order.ts',
      'functions/place-order/find-pickup-refusal.ts',
      'shared/db/placement.ts',
      'shared/batcher.ts',
      'shared/db/pickup.ts',
      'shared/db/settings.ts',
      'shared/db/database.ts',
      'shared/queue/rabbitmq.ts',
      'shared/queue/rabbitmq-channel.ts',
      'shared/deadline.ts',
      'shared/queue/rabbitmq-topology.ts',
    ],
    relay: [
      'functions/relay-orders/handler.ts',
      'functions/relay-orders/relay-orders.ts',
      'shared/db/relay.ts',
      'shared/db/database.ts',
      'shared/queue/rabbitmq.ts',
      'shared/queue/rabbitmq-channel.ts',
      'shared/deadline.ts',
      'shared/queue/rabbitmq-topology.ts',
    ],
    worker: [
      'local/event-sources/rabbitmq-event-source.ts',
      'local/event-sources/event-source.ts',
      'shared/batcher.ts',
      'functions/process-order/handler.ts',
      'functions/process-order/process-orders.ts',
      'shared/db/processing.ts',
      'shared/db/database.ts',
      'shared/queue/rabbitmq-channel.ts',
      'shared/deadline.ts',
      'shared/queue/rabbitmq-topology.ts',
    ],
  },
  sqs: {
    api: [
      'functions/place-order/handler.ts',
      'functions/place-order/place-order.ts',
      'functions/place-order/find-pickup-refusal.ts',
      'shared/db/placement.ts',
      'shared/batcher.ts',
      'shared/db/pickup.ts',
      'shared/db/settings.ts',
      'shared/db/database.ts',
      'shared/queue/sqs.ts',
    ],
    relay: [
      'functions/relay-orders/handler.ts',
      'functions/relay-orders/relay-orders.ts',
      'shared/db/relay.ts',
      'shared/db/database.ts',
      'shared/queue/sqs.ts',
    ],
    worker: [
      'local/event-sources/sqs-event-source.ts',
      'local/event-sources/event-source.ts',
      'functions/process-order/handler.ts',
      'functions/process-order/process-orders.ts',
      'shared/db/processing.ts',
      'shared/db/database.ts',
    ],
    start: [
      'local/embedded/start.ts',
      'local/embedded/data-folder.ts',
      'local/embedded/postgres.ts',
      'local/embedded/sqs-server.ts',
      'local/embedded/lambda-host.ts',
      'shared/db/migrate.ts',
    ],
  },
};

/** The files of each role, relative to the root of the project. */
export function filesOf(arrangement: Arrangement): readonly (readonly [Role, readonly string[]])[] {
  return Object.entries(filesByRole[arrangement]) as [Role, readonly string[]][];
}

/** All files with steps, relative to the root of the project. */
export function filesWithSteps(arrangement: Arrangement): ReadonlySet<string> {
  return new Set(Object.values(filesByRole[arrangement]).flat());
}

/**
 * "place-order/place-order.ts placeOrder 2 insertOrderOnce": the second `await` of a function, and
 * the awaited call.
 */
export type Step = string;

/**
 * The source with a call after each `await`, which may kill the process.
 * @returns with the steps, in order
 */
export function withSteps(path: string, source: string): { text: string; steps: Step[] } {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const insertions: { at: number; text: string }[] = [];
  const steps: Step[] = [];
  const counts = new Map<string, number>();

  function visit(node: ts.Node, functionName: string) {
    if (ts.isAwaitExpression(node)) {
      const count = (counts.get(functionName) ?? 0) + 1;
      counts.set(functionName, count);
      const step = `${path.split('/').slice(-2).join('/')} ${functionName} ${count} ${nameOfAwaited(node.expression)}`;
      steps.push(step);
      insertions.push({
        at: node.getStart(),
        text: `globalThis.afterStep(${JSON.stringify(step)}, `,
      });
      insertions.push({ at: node.getEnd(), text: ')' });
    }
    const inside = nameOfFunction(node) ?? functionName;
    ts.forEachChild(node, (child) => visit(child, inside));
  }

  visit(file, 'module');
  let text = source;
  for (const { at, text: inserted } of insertions.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + inserted + text.slice(at);
  }
  return { text, steps };
}

/** The name of a function, or of the call that receives it. */
function nameOfFunction(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.name?.getText();
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return parent.name.getText();
  }
  return undefined;
}

function nameOfAwaited(node: ts.Expression): string {
  const called = ts.isCallExpression(node) ? node.expression : node;
  return called.getText().replaceAll(/\s+/g, ' ').slice(0, 60);
}

/**
 * Runs at the beginning of every bundle. `KILL_AT_STEP` names the step after which the process is
 * killed, at its `KILL_AT_COUNT`th execution; `KILL_RECORD` is a file that gets its name before
 * that. `KILL_IN`, a part of a program's name, excludes other programs that inherit these
 * variables.
 */
export const stepsPrelude = `
globalThis.afterStep ??= (() => {
  const { appendFileSync } = process.getBuiltinModule('node:fs');
  const { KILL_AT_STEP, KILL_AT_COUNT = '1', KILL_RECORD, KILL_IN = '' } = process.env;
  const isMeant = process.argv[1].includes(KILL_IN);
  let left = Number(KILL_AT_COUNT);
  return (step, value) => {
    if (isMeant && step === KILL_AT_STEP && --left === 0) {
      appendFileSync(KILL_RECORD, step + '\\n');
      process.kill(process.pid, 'SIGKILL');
      for (;;);
    }
    return value;
  };
})();`;
