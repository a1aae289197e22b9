import globals from 'globals';
import tseslint from 'typescript-eslint';

const pureWorld = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the time as an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Take the time as an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take the time as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Take chance as an argument.' },
];
const noForwardRef = { selector: "CallExpression[callee.name='forwardRef']", message: 'Break the cycle instead.' };
const noLazyImport = { selector: 'ImportExpression', message: 'Import statically; a lazy import hides a cycle.' };
const noJestMock = {
  selector: "CallExpression[callee.object.name='jest'][callee.property.name='mock']",
  message: 'Use a real part, or a server that speaks the real protocol.',
};
const noSleep = {
  selector: "CallExpression[callee.name='setTimeout']",
  message: 'Wait for the condition (eventually), or pass the clock.',
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };

// Rules that need types are in .oxlintrc.json: with TypeScript 6 they took nine tenths of the time of all rules (docs/adr/0021).
export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.ringdown/**', 'tests/workspace/canary/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      complexity: ['error', { max: 12, variant: 'modified' }],
      'no-restricted-syntax': ['error', noForwardRef, noLazyImport, noJestMock, noEnum],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only libs/platform/config reads the environment.' },
      ],
    },
  },
  {
    files: [
      'libs/platform/config/**/*.ts',
      'tests/**/*.ts',
      'libs/testkit/**/*.ts',
      '**/*.int-spec.ts',
      '**/src/testing/**/*.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
    rules: {
      'max-lines': 'off',
      'no-restricted-syntax': ['error', noSleep, noForwardRef, noLazyImport, noJestMock, noEnum],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:timers/promises', importNames: ['setTimeout'], message: noSleep.message }] },
      ],
    },
  },
  {
    files: ['libs/domain/**/src/**/*.ts', 'libs/kernel/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'performance',
        'fetch',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'crypto',
      ],
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'The core knows no world.' }] }],
      'no-restricted-syntax': ['error', ...pureWorld, noForwardRef, noLazyImport, noJestMock, noEnum],
    },
  },
  {
    files: ['scripts/**/*.mjs', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
