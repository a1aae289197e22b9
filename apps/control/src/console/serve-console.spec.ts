import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileAt } from './serve-console.js';

const outside = mkdtempSync(join(tmpdir(), 'ringdown-console-'));
const folder = join(outside, 'dist');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(outside, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'index.html'), 'page');
writeFileSync(join(folder, 'assets', 'index-abc.js'), 'code');
afterAll(() => rmSync(outside, { recursive: true }));

it.each([
  ['/index.html', 'index.html'],
  ['/assets/index-abc.js', join('assets', 'index-abc.js')],
  ['/assets', null],
  ['/', null],
  ['/nothing', null],
  ['/../secret.txt', null],
  ['/..%2fsecret.txt', null],
  ['/%2e%2e/secret.txt', null],
  ['/%00', null],
  ['/%zz', null],
])('%s is %s', (path, file) => {
  expect(fileAt(folder, path)).toBe(file);
});
