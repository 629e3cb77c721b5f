import { check, hasFailures, say, seconds, summary } from '../../support/checks.ts';
import { type Container, Engine } from './engine.ts';

/** Runs the checks on a stack if there is a Docker engine, and always takes the stack down. */
export async function perform(engine: Engine, runChecks: () => Promise<void>): Promise<void> {
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= takeDown(engine));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      say(`\n${signal}: taking the containers down …`);
      engine.interrupt();
      void close().finally(() => process.exit(1));
    });
  }
  if (await check('a Docker engine with Compose answers', () => findCompose(engine))) {
    const began = performance.now();
    try {
      await runChecks();
    } finally {
      await close();
    }
    say(`\nall of it in ${seconds(performance.now() - began)}\n`);
  }
  say(summary());
  process.exitCode = hasFailures() ? 1 : 0;
}

async function findCompose(engine: Engine) {
  await engine.docker('info').catch((error: unknown) => {
    throw new Error(
      'These tests need a Docker engine (25 or newer) with Compose v2: `docker info` must work.',
      { cause: error },
    );
  });
  await engine.compose('version');
}

async function takeDown({ settings }: Engine) {
  // A separate engine, because the engine of the checks may have been interrupted.
  const cleanup = new Engine(settings);
  if (hasFailures()) await showLogs(cleanup).catch((error: unknown) => say(String(error)));
  await cleanup.compose('down', '--volumes', '--remove-orphans', '--rmi', 'local', '-t', '5');
}

async function showLogs(engine: Engine) {
  const containers = await engine.containers();
  const isFailing = ({ state, health, exitCode }: Container) =>
    state === 'exited' ? exitCode !== 0 : health !== 'healthy';
  const failing = containers.filter(isFailing).map(({ service }) => service);
  const services = failing.length > 0 ? new Set(failing) : ['api', 'worker'];
  say(await engine.compose('ps', '--all'));
  say(await engine.compose('--ansi', 'never', 'logs', '--tail', '30', ...services));
}
