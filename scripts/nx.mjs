import { run } from './install/run.mjs';

/** Without the daemon, which would outlive us, and the full-screen display, which hides what a failed task printed. */
const environment = { NX_DAEMON: 'false', NX_TUI: 'false' };

/**
 * Runs these targets of every project that has them, `parallel` tasks at a time; what has not changed since its last success is
 * answered from the cache. `rest` is for Nx. `shown` prints a line for each finished task, and all that a failed one printed.
 * @returns {Promise<{ ok: boolean, output: string, code: number }>} `output` is empty where it was shown
 */
export function runTargets(root, targets, options = {}) {
  const { parallel = 2, rest = [], shown = true, env = process.env, signal } = options;
  const args = ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', ...targets, `--parallel=${parallel}`, ...rest];
  return run(process.execPath, args, { cwd: root, env: { ...env, ...environment }, shown, signal });
}

/** Builds every project; silent unless it fails. @throws Error with what the build printed */
export async function buildProjects(root, signal) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const { ok, output } = await runTargets(root, ['build'], { shown: false, env, signal });
  if (!ok) throw new Error(`The build failed:\n${output}`);
}
