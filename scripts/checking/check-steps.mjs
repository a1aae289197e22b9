import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scriptTests } from '../testing/script-tests.mjs';

const tool = (...path) => join('node_modules', ...path);

// ESLint keeps the types of every project it has read: all of them in one process are more than Node's heap takes.
const lint = (...what) => [tool('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', ...what];

/** What `npm run check` asks, longest first: each step is a title and commands for node, run one after the other. */
export function checkSteps(root) {
  return [
    { title: 'lint', commands: [lint('apps'), lint('.', '--ignore-pattern', 'apps/**')] },
    {
      title: 'unit tests',
      commands: [[tool('jest', 'bin', 'jest.js'), '-c', 'jest.config.cjs', '--selectProjects', 'unit']],
    },
    { title: 'tests of the scripts', commands: [['--test', ...scriptTests(root, '.test.mjs')]] },
    { title: 'format', commands: [[tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']] },
    {
      title: 'types',
      commands: typedProjects(root).map((project) => [tool('typescript-7', 'bin', 'tsc'), '--noEmit', '-p', project]),
    },
    {
      title: 'dependency rule',
      commands: [
        [
          tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
          ...['--config', '.dependency-cruiser.cjs'],
          ...['apps', 'libs', 'tests'].filter((folder) => existsSync(join(root, folder))),
        ],
      ],
    },
  ];
}

/** Every folder that has sources and a tsconfig.json of its own. */
export function typedProjects(root) {
  const places = ['apps', 'libs', 'libs/domain', 'libs/platform'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  return [...places, 'tests'].filter((place) => existsSync(join(root, place, 'tsconfig.json'))).sort();
}
