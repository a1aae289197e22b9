import { readFileSync } from 'node:fs';

const titled = /^(.*) \[(\w+)\]$/;

/**
 * The matrix of promises that jest's JSON report tells of: one row a promise, one column a provider, for titles that end in
 * `[provider]`. Null where there is none.
 */
export function promiseMatrix(report) {
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const rows = new Map();
  const providers = new Set();
  for (const { title, status } of results) {
    const [, promise, provider] = titled.exec(title) ?? [];
    if (!promise || status === 'pending') continue;
    providers.add(provider);
    rows.set(promise, { ...rows.get(promise), [provider]: status === 'passed' ? 'kept' : 'BROKEN' });
  }
  if (rows.size === 0) return null;
  const columns = [...providers].sort().reverse();
  const lines = [...rows].map(([promise, kept]) => [promise, ...columns.map((name) => kept[name] ?? '–')]);
  const width = Math.max(...lines.map(([promise]) => promise.length));
  return [['promise', ...columns], ...lines]
    .map(([promise, ...cells]) =>
      `${promise.padEnd(width)}  ${cells.map((cell) => cell.padEnd(7)).join(' ')}`.trimEnd(),
    )
    .join('\n');
}

export function printPromises(reportFile) {
  try {
    const matrix = promiseMatrix(JSON.parse(readFileSync(reportFile, 'utf8')));
    if (matrix) console.log(`\n${matrix}\n`);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // jest ended before its report: that is told elsewhere
  }
}
