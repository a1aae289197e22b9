import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, keeping what it prints; answers `{ ok, output, code }`. `shown: true` lets it print to our terminal
 * instead; `signal` ends it early. Throws only where it cannot be started.
 */
export function run(command, args, { cwd, env = process.env, shown = false, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => {
      // Ended early by `signal`: "close" follows.
      if (error.name !== 'AbortError') reject(new Error(`${command} cannot be started: ${error.message}`));
    });
    child.once('close', (code) => resolve({ ok: code === 0, code, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
