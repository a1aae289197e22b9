import { readFileSync } from 'node:fs';

const titled = /^(.*) \[(\w+)\]$/;

/**
 * The matrix of scenarios in jest's JSON report: one row a scenario, one column a provider, for titles that end in
 * `[provider]`. Null where there is none.
 */
export function scenarioMatrix(report) {
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const rows = new Map();
  const providers = new Set();
  for (const { title, status } of results) {
    const [, scenario, provider] = titled.exec(title) ?? [];
    if (!scenario || status === 'pending') continue;
    providers.add(provider);
    rows.set(scenario, { ...rows.get(scenario), [provider]: status === 'passed' ? 'passed' : 'FAILED' });
  }
  if (rows.size === 0) return null;
  const columns = [...providers].sort().reverse();
  const lines = [...rows].map(([scenario, results]) => [scenario, ...columns.map((name) => results[name] ?? '–')]);
  const width = Math.max(...lines.map(([scenario]) => scenario.length));
  return [['scenario', ...columns], ...lines]
    .map(([scenario, ...cells]) =>
      `${scenario.padEnd(width)}  ${cells.map((cell) => cell.padEnd(7)).join(' ')}`.trimEnd(),
    )
    .join('\n');
}

export function printScenarios(reportFile) {
  try {
    const matrix = scenarioMatrix(JSON.parse(readFileSync(reportFile, 'utf8')));
    if (matrix) console.log(`\n${matrix}\n`);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // jest ended before its report, and run-jest counts that as a failure
  }
}
