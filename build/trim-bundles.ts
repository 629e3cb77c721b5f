/** Plugins of esbuild that leave out code which the bundles do not need. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { commonPasswords } from '../shared/security/common-passwords.ts';

/** Unused parts of packages, each with its replacement. */
const leftOut: Readonly<Record<string, string>> = {
  // Reads a password from the home folder; here the password comes with the URL or from Secrets Manager.
  pgpass: 'export default (_, answer) => answer();',
  // The interface of pg to a C library that is not installed.
  './native': 'export default undefined;',
  // Detects the browser for the user agent.
  bowser: 'export default {};',
  // Searches for credentials in many places; functions have them in the environment.
  '@aws-sdk/credential-provider-node': `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
};

export const leaveOut: Plugin = {
  name: 'leave-out',
  setup(build) {
    const names = Object.keys(leftOut).map((name) => RegExp.escape(name));
    build.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, resolveDir }) => {
      if (path === './native' && !/[\\/]pg[\\/]lib$/.test(resolveDir)) return undefined;
      return { path, namespace: 'left-out', pluginData: resolveDir };
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: leftOut[path] ?? '',
      resolveDir: String(pluginData),
    }));
  },
};

/** Keeps only the common passwords that the password check compares: a tenth of the package's list. */
export const keepCommonPasswords: Plugin = {
  name: 'keep-common-passwords',
  setup(build) {
    build.onLoad({ filter: /[\\/]common-passwords\.ts$/ }, () => ({
      contents: `export const commonPasswords = ${JSON.stringify(commonPasswords.join(' '))}.split(' ');`,
    }));
  },
};

/**
 * Marks the calls that create schemas as free of side effects, so that esbuild drops unused schemas. Only the
 * OpenAPI document reads the schemas of responses.
 */
export const trimContract: Plugin = {
  name: 'trim-contract',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]contract[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll(/\bresponses: \{[^}]*\}/g, (all) => all.replaceAll(/(\d+): \w+/g, '$1: null'))
        // A call at the start of a line is a statement, which has a side effect.
        .replaceAll(/(?<!^|[\w.])(z(\s*\.\s*\w+)+|[a-z]\w*)(?=\()/gm, '/* @__PURE__ */ $&'),
      loader: 'ts',
    }));
  },
};
