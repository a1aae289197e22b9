import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTargets } from '../nx.mjs';
import { countResults, sumOf } from './count-results.mjs';

/** Where the target `test` of each project leaves jest's report (jest-target.mjs). */
const unitReports = (root) => join(root, 'test-results', 'unit');

/** Runs the unit tests of every project through Nx. What was replayed from the cache counts as what it came to when it ran. */
export async function runUnitTests({ root, env, signal, workers = 1 }) {
  rmSync(unitReports(root), { recursive: true, force: true });
  const { ok } = await runTargets(root, ['test'], { parallel: workers, env, signal });
  return countReports(unitReports(root), ok);
}

/** The sum of the reports in `folder`, and at least one failure where the run failed: a project may have none to show. */
export function countReports(folder, ok) {
  const reports = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const total = sumOf(reports.map((file) => countResults(join(folder, file), 0)));
  return { ...total, failed: total.failed === 0 && !ok ? 1 : total.failed };
}
