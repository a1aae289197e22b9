import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

// node scripts/testing/busy.mjs npm test: runs a command while every core has something else to do. The load is threads of this
// process: it ends with it, whatever happens.
const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Usage: node scripts/testing/busy.mjs <command> [arguments]');
  process.exit(2);
}

const cores = availableParallelism();
for (let core = 0; core < cores; core++) new Worker('for (;;);', { eval: true });
const child = spawn(command, args, { stdio: 'inherit' });
// Ctrl-C reaches the command itself; this process waits for it.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  console.error(`${command} cannot be started: ${error.message}`);
  process.exit(127);
});
child.once('close', (code) => process.exit(code ?? 1));
