import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const pure = 'libs/domain/calls/src/call.ts';
const kernel = 'libs/kernel/src/id.ts';
const app = 'apps/ingest/src/main.ts';
const lib = 'libs/platform/http/src/cursor.ts';
const spec = 'libs/platform/http/src/problem.spec.ts';
const config = 'libs/platform/config/src/settings.ts';

const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';
const environment = 'no-restricted-properties';

/** What must not be written there, and the rule that has to say so. The files exist; their text is replaced. */
const forbidden: readonly (readonly [file: string, source: string, rule: string])[] = [
  [pure, 'export const at = new Date();', syntax],
  [pure, 'export const at = new Date;', syntax],
  [pure, 'export const at = Date();', syntax],
  [pure, 'export const at = Date.now();', syntax],
  [pure, 'export const dice = Math.random();', syntax],
  [pure, 'export const at = performance.now();', globals],
  [pure, 'setTimeout(() => undefined, 1);', globals],
  [pure, "export const answer = fetch('http://127.0.0.1');", globals],
  [pure, 'export const key = crypto.randomUUID();', globals],
  [pure, "import { randomUUID } from 'node:crypto';\nexport const key = randomUUID();", 'no-restricted-imports'],
  [pure, "export enum Outcome {\n  answered = 'answered',\n}", syntax],
  [kernel, 'export const at = Date.now();', syntax],
  [kernel, 'export const env = process.version;', globals],
  [app, "export const url = process.env['DATABASE_URL'];", environment],
  [app, 'export const url = process.env.DATABASE_URL;', environment],
  [lib, 'const { env } = process;\nexport const url = env.DATABASE_URL;', environment],
  [app, "export const late = () => import('node:path');", syntax],
  [app, 'declare const forwardRef: (of: () => unknown) => unknown;\nexport const cycle = forwardRef(() => 1);', syntax],
  [lib, 'export const enum Kind {\n  a,\n}', syntax],
  [lib, 'export const loose = (value: any): unknown => value;', '@typescript-eslint/no-explicit-any'],
  [lib, Array.from({ length: 251 }, (_, n) => `export const line${n} = ${n};`).join('\n'), 'max-lines'],
  [lib, 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1, g: 1): number => a + b + c + d + e + g;', 'max-params'],
  [spec, "jest.mock('./problem.js');", syntax],
  [spec, 'await new Promise((resolve) => setTimeout(resolve, 100));', syntax],
  [spec, "import { setTimeout as sleep } from 'node:timers/promises';\nawait sleep(100);", 'no-restricted-imports'],
];

const allowed: readonly (readonly [file: string, source: string])[] = [
  [pure, 'export const at = (now: Date): Date => new Date(now.getTime() + 1);'],
  [lib, 'export const at = (): Date => new Date();'],
  [config, "export const url = process.env['DATABASE_URL'];"],
];

interface Complaint {
  readonly ruleId: string;
  readonly severity: number;
}

/** In a process of its own: the configuration is ESM, which jest's sandbox does not load. */
function complaintsAbout(texts: readonly (readonly [file: string, source: string, ...unknown[]])[]): Complaint[][] {
  const input = JSON.stringify(texts.map(([file, source]) => ({ file, source: `${source}\n` })));
  const script = join(root, 'tests/workspace/lint-texts.mjs');
  return JSON.parse(execFileSync(process.execPath, [script], { cwd: root, input, encoding: 'utf8' })) as Complaint[][];
}

it('what must not be written fails the lint, by the rule that forbids it; what may be written passes', () => {
  const complaints = complaintsAbout([...forbidden, ...allowed]);
  const errors = (n: number): string[] => (complaints[n] ?? []).filter((c) => c.severity === 2).map((c) => c.ruleId);
  const heard = forbidden.map(([, source, rule], n) => [source, errors(n).includes(rule) ? rule : errors(n)]);
  expect(heard).toEqual(forbidden.map(([, source, rule]) => [source, rule]));
  allowed.forEach(([, source], n) => expect([source, errors(forbidden.length + n)]).toEqual([source, []]));
}, 240_000);

/** What needs types is oxlint's part (the target `typecheck`): a file, and what has to complain about it, or nothing. */
const typed: readonly (readonly [source: string, rule: string | null])[] = [
  ['const later = async (): Promise<void> => undefined;\nlater();', 'no-floating-promises'],
  ['Promise.resolve(1).then((one) => one + 1);', 'no-floating-promises'],
  ["switch (kind) {\n  case 'a':\n    break;\n}", 'switch-exhaustiveness-check'],
  ["export const count: number = 'two';", 'TS2322'],
  ['const later = async (): Promise<void> => undefined;\nvoid later();\nawait later();', null],
  ["switch (kind) {\n  case 'a':\n    break;\n  default:\n    break;\n}", null],
];

it('what only its types show to be wrong fails too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-lint-'));
  try {
    const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    typed.forEach(([source], n) =>
      writeFileSync(join(folder, `f${n}.ts`), `declare const kind: 'a' | 'b';\n${source}\nexport { kind };\n`),
    );
    const command = ['node_modules/oxlint/bin/oxlint', '--type-aware', '--type-check', '-c', '.oxlintrc.json'];
    const report = [...command, '-f', 'json', folder];
    const { stdout, status } = spawnSync(process.execPath, report, { cwd: root, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    const heard = typed.map(([source], n) => {
      const found = diagnostics.filter(({ filename }) => filename.endsWith(`/f${n}.ts`)).map(({ code }) => code);
      return [source, found.length === 0 ? null : found.join().replace(/^typescript\((.*)\)$/, '$1')];
    });
    expect(heard).toEqual(typed);
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 240_000);
