import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const [, section = ''] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('## Where do I find');
const rules = [...section.matchAll(/^- (.+?):\s+`([^`]+)`$/gm)].map(
  ([, rule = '', path = '']) => [rule, path] as const,
);

it('names the one file of each of twelve rules', () => {
  expect(rules).toHaveLength(12);
  expect(new Set(rules.map(([, path]) => path)).size).toBe(12);
});

it.each(rules)('%s: %s', (_rule, path) => expect(existsSync(join(root, path))).toBe(true));
