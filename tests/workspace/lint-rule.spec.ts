import { execFileSync } from 'node:child_process';
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
  [
    lib,
    'const later = async (): Promise<void> => undefined;\nexport const now = (): void => {\n  later();\n};',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    lib,
    "export function say(kind: 'a' | 'b'): string {\n  switch (kind) {\n    case 'a':\n      return 'a';\n  }\n  return '';\n}",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [lib, Array.from({ length: 251 }, (_, n) => `export const line${n} = ${n};`).join('\n'), 'max-lines'],
  [lib, 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1, g: 1): number => a + b + c + d + e + g;', 'max-params'],
  [spec, "jest.mock('./problem.js');", syntax],
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
