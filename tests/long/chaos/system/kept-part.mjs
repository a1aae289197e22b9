import { setTimeout as sleep } from 'node:timers/promises';
import { keepRunning } from '../../../../scripts/processes/keep-running.mjs';
import { livingProcess } from '../../../../scripts/processes/pid-file.mjs';
import { freeze, killFamily, thaw } from './process-family.mjs';

const pollMs = 10;

/**
 * A part of the running system that is started again as `npm start` does it, and can be killed, kept from coming back, and
 * frozen. `start` starts the program and answers once it is ready.
 */
export class KeptPart {
  constructor(name, { pidFile, report }) {
    Object.assign(this, { name, pidFile, report, kept: null, frozen: [], open: null, mayStart: Promise.resolve() });
  }

  async run(start) {
    const whenLetIn = async () => {
      await this.mayStart;
      return start();
    };
    this.kept = await keepRunning(this.name, whenLetIn, { report: this.report });
  }

  /** Kills it and all its children; resolves when it is gone. Its keeper starts it again. */
  async kill() {
    const pid = this.pid();
    killFamily(pid);
    while (livingProcess(this.pidFile)?.pid === pid) await sleep(pollMs);
  }

  /** As `kill`, and nobody starts it again before `letIn`. */
  async keepOut() {
    this.mayStart = new Promise((resolve) => (this.open = resolve));
    await this.kill();
  }

  letIn() {
    this.open?.();
  }

  freeze() {
    this.frozen = freeze(this.pid());
  }

  thaw() {
    thaw(this.frozen.splice(0));
  }

  async stop() {
    this.thaw();
    this.letIn();
    await this.kept?.stop();
  }

  pid() {
    const living = livingProcess(this.pidFile);
    if (living === null) throw new Error(`${this.name} does not run.`);
    return living.pid;
  }
}
