import { ESLint } from 'eslint';

// Reads [{ file, source }] on stdin; writes, for each, the messages of the repository's own rules as JSON.
let input = '';
for await (const chunk of process.stdin) input += chunk;

const eslint = new ESLint({ cwd: process.cwd() });
const reports = [];
for (const { file, source } of JSON.parse(input)) {
  const [report] = await eslint.lintText(source, { filePath: file });
  reports.push((report?.messages ?? []).map(({ ruleId, severity, message }) => ({ ruleId, severity, message })));
}
process.stdout.write(JSON.stringify(reports));
