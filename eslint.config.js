import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The layers that a layer may import from, besides itself. Tests span layers and are not
 * restricted.
 */
const layers = {
  'shared/domain': [],
  'shared/contract': ['shared/domain'],
  'shared/security': ['shared/domain'],
  'shared/phone': ['shared/domain'],
  'shared/db': [
    'shared/domain',
    'shared/phone',
    'shared/contract',
    'shared/batcher.ts',
    'shared/config.ts',
    'shared/logger.ts',
    'shared/secret.ts',
  ],
  'shared/queue': [
    'shared/domain',
    'shared/contract',
    'shared/config.ts',
    'shared/deadline.ts',
    'shared/logger.ts',
  ],
  'shared/http': [
    'shared/domain',
    'shared/contract',
    'shared/security',
    'shared/config.ts',
    'shared/logger.ts',
    'shared/secret.ts',
  ],
  'shared/lambda': ['shared'],
  functions: ['shared'],
  local: ['shared', 'functions'],
  frontend: ['shared/contract', 'shared/domain'],
  build: ['shared', 'local/containers/nginx-answers.ts'],
  cloud: ['build.ts', 'build', 'shared/http/security-headers.ts'],
};

/** The layers that may import a package. */
const packageLayers = {
  pg: ['shared/db'],
  'node-pg-migrate': ['shared/db'],
  '@aws-sdk/client-sqs': ['shared/queue', 'local'],
  amqplib: ['shared/queue', 'local'],
  '@aws-sdk/client-cloudformation': ['cloud'],
  '@aws-sdk/client-cloudfront': ['cloud'],
  '@aws-sdk/client-s3': ['cloud'],
  'sqs-consumer': ['local'],
  fauxqs: ['local'],
  'csv-parse/sync': ['functions'],
  'csv-stringify/sync': ['shared/http'],
  htmlparser2: ['functions'],
  '@middy/core': ['shared/lambda'],
  '@middy/http-json-body-parser': ['shared/lambda'],
  'lit-html': ['frontend'],
  zod: ['shared/contract'],
  'libphonenumber-js': ['shared/phone'],
  '@zxcvbn-ts/language-common': ['shared/security'],
  'libphonenumber-js/core': ['shared/phone'],
  'libphonenumber-js/min/metadata': ['shared/phone'],
  'zod/mini': ['shared/contract'],
  valibot: ['frontend'],
};

const tests = ['**/*.test.ts', '**/*.e2e.ts', 'tests/**'];

/** Packages that this layer may not import. */
function foreignPackages(layer) {
  return Object.entries(packageLayers)
    .filter(([, owners]) => !owners.includes(layer))
    .map(([name, owners]) => ({
      name,
      message: `Only ${owners.join(' and ')} may import ${name}.`,
    }));
}

const importRules = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`${layer}/**/*.ts`],
  ignores: tests,
  rules: {
    'import-x/no-restricted-paths': [
      'error',
      {
        zones: [
          {
            target: `./${layer}`,
            from: '.',
            except: [layer, ...allowed, 'node_modules'].map((path) => `./${path}`),
            message: `${layer} may import from: ${[layer, ...allowed].join(', ')}.`,
          },
        ],
      },
    ],
    'no-restricted-imports': ['error', { paths: foreignPackages(layer) }],
  },
}));

/** Functions are isolated from each other: shared code is in shared/. */
const isolatedFunctions = {
  files: ['functions/**/*.ts'],
  ignores: tests,
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'ImportDeclaration[source.value=/^\\.\\.\\/(?!\\.\\.\\/shared\\/)/]',
        message:
          'A function imports from its own folder and from shared/, not from another function.',
      },
    ],
  },
};

/** The pages take their templates from one module. */
const oneTemplateModule = {
  files: ['frontend/**/*.ts'],
  ignores: ['frontend/components/html.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: ':matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^lit-html/]',
        message: 'Only frontend/components/html.ts may import lit-html.',
      },
    ],
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist.*/',
      '.data/',
      '.serverless/',
      'test-output/',
      '**/node_modules/',
      // These peers have their own packages, which are installed only for the bench.
      'tests/bench/peers/nest/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers and booleans are readable inside a template.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // process.env['NAME'] shows that the name is not declared.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['shared/**/*.ts', 'local/**/*.ts', 'frontend/**/*.ts', 'functions/**/*.ts'],
    // These files pass settings to the functions that they run.
    ignores: [
      'shared/config.ts',
      'local/embedded/start.ts',
      'local/embedded/create-manager.ts',
      ...tests,
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in shared/config.ts.' },
      ],
    },
  },
  {
    files: tests,
    // Jest's asymmetric matchers are typed as any.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  ...importRules,
  isolatedFunctions,
  oneTemplateModule,
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', process: 'readonly', require: 'readonly' },
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        process: 'readonly',
        setImmediate: 'readonly',
      },
    },
  },
);
