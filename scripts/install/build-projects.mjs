import { run } from './run.mjs';

/** Builds every project (Nx leaves out what has not changed). Silent unless it fails. */
export async function buildProjects(root, signal) {
  const args = ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--parallel=2', '--output-style=static'];
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { ok, output } = await run(process.execPath, args, { cwd: root, env, signal });
  if (!ok) throw new Error(`The build failed:\n${output}`);
}
