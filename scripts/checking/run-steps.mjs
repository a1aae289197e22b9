import { run } from '../install/run.mjs';
import { secondsSince } from '../progress.mjs';

/** Runs the steps, `atOnce` of them at a time, telling of each when it is over. Answers those that failed, with their output. */
export async function runSteps(steps, { root, atOnce, report }) {
  const waiting = [...steps];
  const failures = [];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const start = performance.now();
      const output = await failureOf(step, root);
      report(`${output === null ? 'ok    ' : 'FAILED'} ${step.title} … ${secondsSince(start)}`);
      if (output !== null) failures.push({ title: step.title, output });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failures;
}

/** What the commands that failed had to say, or `null` where all went well. */
async function failureOf({ commands }, root) {
  const outputs = [];
  for (const args of commands) {
    const { ok, output } = await run(process.execPath, args, { cwd: root });
    if (!ok) outputs.push(output.trim() === '' ? `${args.join(' ')} failed` : output);
  }
  return outputs.length === 0 ? null : outputs.join('\n');
}
