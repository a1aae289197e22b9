import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * Runs the tests of our scripts with Node's own runner; their output appears where something failed. Files that end in `.test.mjs`
 * need nothing, `.int-test.mjs` start processes and servers.
 */
export async function runScriptTests({ root, env, signal, suffixes = ['.test.mjs', '.int-test.mjs'] }) {
  const files = readdirSync(join(root, 'scripts'), { recursive: true })
    .filter((file) => suffixes.some((suffix) => file.endsWith(suffix)))
    .map((file) => join('scripts', file))
    .sort();
  // a test that leaves something open would hold its file, and all of us, for ever
  const args = ['--test', '--test-reporter=tap', '--test-timeout=240000', ...files];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  const closed = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const [tap, exitCode] = await Promise.all([text(child.stdout), closed]);
  signal?.removeEventListener('abort', end);
  const result = countTap(tap, exitCode);
  console.log(result.failed > 0 ? tap : `${files.length} files, ${result.passed} passed`);
  return result;
}

/** The totals at the end of a TAP report (`# pass 12`), and at least one failure where the run itself failed. */
export function countTap(tap, exitCode) {
  const total = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = total('fail') + total('cancelled');
  return {
    passed: total('pass'),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: total('skipped') + total('todo'),
  };
}
