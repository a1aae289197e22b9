import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveWay } from './give-way.mjs';
import { lastLines } from './last-lines.mjs';
import { removePidFile, writePidFile } from './pid-file.mjs';
import { startedAt } from './started-at.mjs';
import { stopProcess } from './stop-process.mjs';

/**
 * Starts a program of ours in a process group of its own: Ctrl-C in the terminal reaches only us, and we stop the rest in order.
 * `user` ({ uid, gid }) is who it runs as, `signals` how it is asked to end, `givesWay` that the others come first on the CPU.
 * `exited` answers `{ code, signal }`.
 */
export async function startProcess(program) {
  const { name, command, args, env, cwd, user, givesWay, logFile, pidFile, signals = ['SIGTERM'] } = program;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const { size: from } = fstatSync(log);
  const child = spawn(command, args, { env, cwd, ...user, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${name} cannot be started: ${error.message}`)));
  });
  if (givesWay) giveWay(child.pid);
  const identity = { name, pid: child.pid, started: startedAt(child.pid), signals };
  writePidFile(pidFile, identity);

  let over = false;
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      removePidFile(pidFile);
      resolve({ code, signal });
    });
  });
  return {
    name,
    pid: child.pid,
    /** The end of what it has said since this start, and where the rest stands. */
    lastWords: () => `The end of ${logFile}:\n${lastLines(logFile, { from })}`,
    exited,
    hasExited: () => over,
    async stop(graceMs) {
      if (!over) await stopProcess(identity, graceMs);
      await exited;
    },
    kill() {
      if (!over) child.kill('SIGKILL');
    },
  };
}
