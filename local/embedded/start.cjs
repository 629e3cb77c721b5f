/**
 * `npm start`: checks the installation, builds, and starts the embedded run. In CommonJS, because
 * Node loads no ES module from a folder with a backslash in its path, and this file must report
 * that.
 */
const { delimiter } = require('node:path');

function findPathFault() {
  const [character] = /[\\\r\n]/.exec(__dirname) ?? [];
  if (character !== undefined) return `Node loads nothing from a folder with ${name(character)}`;
  const [major] = process.versions.node.split('.').map(Number);
  // npm adds the folder of the project's own Node to PATH.
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
    // Stops esbuild's service, which is no longer needed.
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
