/**
 * Preloaded into `npm start`: writes each change of a file, and each start and end of a program, to
 * the file SYSTEM_LOG. Kills the process after the change, start or end that KILL_AFTER names.
 */
import childProcess from 'node:child_process';
import { appendFileSync, promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

const { SYSTEM_LOG = '', KILL_AFTER } = process.env;

function note(operation, path) {
  const name = `system: ${operation} ${basename(String(path))}`.replaceAll(/\d+/g, 'N');
  appendFileSync(SYSTEM_LOG, `${name}\n`);
  if (name !== KILL_AFTER) return;
  appendFileSync(SYSTEM_LOG, `killed after ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

const reads = /^(access|glob|l?stat|opendir|read|realpath|watch)/;
for (const [name, operation] of Object.entries(promises)) {
  if (typeof operation !== 'function' || reads.test(name)) continue;
  promises[name] = (...args) => operation(...args).finally(() => note(name, args[0]));
}
const { spawn } = childProcess;
childProcess.spawn = (program, ...rest) => {
  const child = spawn(program, ...rest);
  child.once('exit', () => note('exit', program));
  note('spawn', program);
  return child;
};
syncBuiltinESMExports();
