/**
 * `npm start`: looks whether all is installed, builds, and starts the embedded run. In CommonJS,
 * because Node loads no ES module from a folder with a backslash in its path, which can so be said.
 */
const { delimiter } = require('node:path');

function findPathFault() {
  const [character] = /[\\\r\n]/.exec(__dirname) ?? [];
  if (character !== undefined) return `Node loads nothing from a folder with ${name(character)}`;
  const [major] = process.versions.node.split('.').map(Number);
  // npm puts the folder of the project's own Node into PATH.
  if (major < 24 && __dirname.includes(delimiter)) {
    return `npm does not find the project's own Node in a folder with ${name(delimiter)}`;
  }
  return undefined;
}

function name(character) {
  return `the character ${JSON.stringify(character)} in its path`;
}

async function start() {
  const pathFault = findPathFault();
  if (pathFault !== undefined) {
    return giveUp(`${pathFault}: ${JSON.stringify(__dirname)}. Move the bakery to another folder.`);
  }
  const { findInstallationFault } = await import('./installation.mjs');
  const fault = findInstallationFault();
  if (fault !== undefined) return giveUp(fault);
  try {
    const { buildAll } = await import('../../build.ts');
    await buildAll('sqs');
    // The program that builds has nothing more to do.
    await (await import('esbuild')).stop();
  } catch (error) {
    return giveUp(`The bakery could not be built. ${error.message}`);
  }
  await import('./start.ts');
}

function giveUp(reason) {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}

start();
