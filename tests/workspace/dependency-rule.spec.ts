import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const libs = {
  kernel: 'libs/kernel',
  contracts: 'libs/contracts',
  'domain-calls': 'libs/domain/calls',
  'domain-oncall': 'libs/domain/oncall',
  'platform-http': 'libs/platform/http',
  'platform-timers': 'libs/platform/timers',
  telephony: 'libs/telephony',
  chat: 'libs/chat',
  testkit: 'libs/testkit',
};

/** A file that breaks one rule, and the rule that has to say so. */
const forbidden: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['libs/kernel/src/a.ts', "import { z } from 'zod';\nexport const a = z;", 'kernel-depends-on-nothing'],
  ['libs/contracts/src/a.ts', "import pg from 'pg';\nexport const a = pg;", 'contracts-depend-on-kernel-and-zod'],
  [
    'libs/domain/calls/src/a.ts',
    "import { x } from '@ringdown/platform-http';\nexport const a = x;",
    'domain-depends-on-kernel',
  ],
  [
    'libs/domain/calls/src/b.ts',
    "import { x } from '@ringdown/domain-oncall';\nexport const b = x;",
    'domain-depends-on-kernel',
  ],
  ['libs/domain/calls/src/c.ts', "import { z } from 'zod';\nexport const c = z;", 'domain-knows-no-framework'],
  [
    'libs/domain/calls/src/d.ts',
    "import { readFileSync } from 'node:fs';\nexport const d = readFileSync;",
    'pure-code-knows-no-world',
  ],
  [
    'libs/telephony/src/a.ts',
    "import { x } from '@ringdown/platform-http';\nexport const a = x;",
    'providers-depend-on-contracts-and-kernel',
  ],
  [
    'libs/chat/src/a.ts',
    "import { x } from '@ringdown/telephony';\nexport const a = x;",
    'providers-depend-on-contracts-and-kernel',
  ],
  [
    'libs/platform/timers/src/a.ts',
    "import { x } from '@ringdown/domain-calls';\nexport const a = x;",
    'platform-depends-on-contracts-and-kernel',
  ],
  [
    'apps/control/src/a.ts',
    "import { x } from '../../ingest/src/x.js';\nexport const a = x;",
    'apps-never-import-apps',
  ],
  [
    'libs/chat/src/b.ts',
    "import { x } from '../../../apps/ingest/src/x.js';\nexport const b = x;",
    'libs-never-import-apps',
  ],
  [
    'apps/carrier-simulator/src/a.ts',
    "import { x } from '@ringdown/contracts';\nexport const a = x;",
    'the-simulator-is-a-stranger',
  ],
  [
    'apps/control/src/b.ts',
    "import { x } from '@ringdown/testkit';\nexport const b = x;",
    'no-test-code-in-production',
  ],
  [
    'apps/control/src/c.ts',
    "import { x } from '@ringdown/never-heard-of';\nexport const c = x;",
    'only-known-packages',
  ],
  [
    'apps/control/src/d.ts',
    "import { x } from '../../../libs/kernel/src/x.js';\nexport const d = x;",
    'projects-meet-at-their-door',
  ],
  [
    'apps/control/src/e.ts',
    "import { x } from '@ringdown/kernel/src/x.js';\nexport const e = x;",
    'only-known-packages',
  ],
  [
    'apps/control/src/f.ts',
    "import { x } from '../../../libs/chat/src/testing/x.js';\nexport const f = x;",
    'no-test-code-in-production',
  ],
  [
    'apps/control/src/g.ts',
    "import { given } from './h.spec.js';\nexport const g = given;",
    'no-test-code-in-production',
  ],
  [
    'apps/carrier-simulator/src/b.ts',
    "import type { x } from '@ringdown/telephony';\nexport type B = typeof x;",
    'the-simulator-is-a-stranger',
  ],
  [
    'libs/domain/calls/src/e.ts',
    "import type { x } from '@ringdown/contracts';\nexport type E = typeof x;",
    'domain-depends-on-kernel',
  ],
  ['libs/domain/calls/src/f.ts', "import pg from 'pg';\nexport const f = pg;", 'domain-knows-no-framework'],
  [
    'libs/kernel/src/b.ts',
    "import { x } from '@ringdown/contracts';\nexport const b = x;",
    'kernel-depends-on-nothing',
  ],
  ['libs/kernel/src/c.ts', "import { join } from 'path';\nexport const c = join;", 'pure-code-knows-no-world'],
  [
    'libs/contracts/src/b.ts',
    "import { x } from '@ringdown/platform-http';\nexport const b = x;",
    'contracts-depend-on-kernel-and-zod',
  ],
  [
    'libs/platform/timers/src/b.ts',
    "export { x } from '@ringdown/telephony';",
    'platform-depends-on-contracts-and-kernel',
  ],
  [
    'libs/telephony/src/b.ts',
    "import { x } from '@ringdown/domain-calls';\nexport const b = x;",
    'providers-depend-on-contracts-and-kernel',
  ],
  [
    'apps/call-routing/src/webhooks/a.ts',
    "import { x } from '../calls/x.js';\nexport const a = x;",
    'modules-meet-at-their-door',
  ],
  [
    'apps/call-routing/src/calls/a.ts',
    "import type { x } from '../routing/index.js';\nexport type A = typeof x;",
    'modules-import-downwards',
  ],
  ['apps/ingest/src/e.ts', "import { f } from './f.js';\nexport const e = (): unknown => f;", 'no-cycles'],
  [
    'apps/carrier-simulator/src/call.ts',
    "import { run } from './run.js';\nexport class Call { run = run; }",
    'no-cycles',
  ],
];

const allowed: readonly (readonly [file: string, source: string])[] = [
  ['apps/ingest/src/f.ts', "import { e } from './e.js';\nexport const f = (): unknown => e;"],
  ['apps/ingest/src/x.ts', 'export const x = 1;'],
  [
    'apps/carrier-simulator/src/run.ts',
    "import type { Call } from './call.js';\nexport const run = (call: Call): unknown => call;",
  ],
  ['apps/control/src/h.spec.ts', "import { x } from '@ringdown/testkit';\nexport const given = x;"],
  ['libs/chat/src/testing/x.ts', "import { x as y } from '@ringdown/testkit';\nexport const x = y;"],
  ['libs/kernel/src/x.ts', 'export const x = 1;'],
  ['apps/call-routing/src/calls/x.ts', 'export const x = 1;'],
  ['apps/call-routing/src/calls/index.ts', "export { x } from './x.js';"],
  ['apps/call-routing/src/calls/calls.module.ts', "import { x } from './x.js';\nexport class CallsModule { x = x; }"],
  ['apps/call-routing/src/routing/index.ts', "export { x } from '../calls/index.js';"],
  [
    'apps/call-routing/src/webhooks/good.ts',
    "import { CallsModule } from '../calls/calls.module.js';\nimport { x } from '../routing/index.js';\nexport const a = [CallsModule, x];",
  ],
  ['apps/call-routing/src/routing/x.spec.ts', "import { x } from '../calls/x.js';\nexport const given = x;"],
  [
    'apps/ingest/src/good.ts',
    "import { x } from '@ringdown/platform-http';\nimport { x as y } from '@ringdown/domain-calls';\nexport const good = [x, y];",
  ],
  [
    'libs/contracts/src/good.ts',
    "import { z } from 'zod';\nimport { x } from '@ringdown/kernel';\nexport const good = [z, x];",
  ],
];

let tree = '';
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
};

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'ringdown-canary-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    copyFileSync(join(root, file), join(tree, file));
  write('package.json', '{ "type": "module" }');
  mkdirSync(join(tree, 'node_modules/@ringdown'), { recursive: true });
  for (const [name, folder] of Object.entries(libs)) {
    copyManifest(folder);
    write(`${folder}/src/index.ts`, 'export const x = 1;');
    symlinkSync(join(tree, folder), join(tree, 'node_modules/@ringdown', name));
  }
  for (const name of ['zod', 'pg']) symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  for (const [file, source] of [...forbidden, ...allowed]) write(file, source);
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function copyManifest(folder: string): void {
  mkdirSync(join(tree, folder), { recursive: true });
  copyFileSync(join(root, folder, 'package.json'), join(tree, folder, 'package.json'));
}

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Runs the real configuration over the small tree; a violation makes the command fail, as it does in `npm run check`. */
function cruise(): { violations: readonly Violation[]; failed: boolean } {
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const report = (type: string): string[] => [
    command,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    type,
    'apps',
    'libs',
  ];
  const json = execFileSync(process.execPath, report('json'), { cwd: tree, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { summary } = JSON.parse(json) as { summary: { violations: Violation[] } };
  let failed = false;
  try {
    execFileSync(process.execPath, report('err'), { cwd: tree, stdio: 'ignore' });
  } catch {
    failed = true;
  }
  return { violations: summary.violations, failed };
}

it('a forbidden import fails, by the name of the rule that it breaks', () => {
  const { violations, failed } = cruise();
  const broken = (file: string): string[] =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
  expect(failed).toBe(true);
  expect(forbidden.map(([file, , rule]) => [file, broken(file).includes(rule) ? rule : broken(file)])).toEqual(
    forbidden.map(([file, , rule]) => [file, rule]),
  );
  for (const [file] of allowed.filter(([name]) => name !== 'apps/ingest/src/f.ts'))
    expect([file, broken(file)]).toEqual([file, []]);
}, 240_000);

it('every rule has a file here that breaks it', () => {
  const { forbidden: rules } = createRequire(join(root, 'package.json'))('./.dependency-cruiser.cjs') as {
    forbidden: { name: string }[];
  };
  expect([...new Set(forbidden.map(([, , rule]) => rule))].sort()).toEqual(
    [...new Set(rules.map(({ name }) => name))].sort(),
  );
});
