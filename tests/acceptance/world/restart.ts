import { isAlive, pidOf, rememberPid } from './pids.ts';
import { startService, untilReady } from './service-processes.ts';
import { theSystem } from './system.ts';
import { eventually } from './waiting.ts';

/** Ends a service as a power cut does. */
export async function kill(name: string): Promise<void> {
  const pid = pidOf(theSystem().logs, name);
  process.kill(pid, 'SIGKILL');
  await eventually(async () => (isAlive(pid) ? null : true), `${name} is gone`);
}

/** Starts a killed service again, or under another `as` a second instance of it with a port and a data folder of its own. */
export async function start(name: string, change: Record<string, string> = {}, as = name): Promise<void> {
  const { settings, logs } = theSystem();
  const env = { ...settings[name], ...change };
  rememberPid(logs, as, startService(name, env, logs).pid ?? 0);
  await untilReady(name, `http://127.0.0.1:${env['PORT']}/readyz`, logs);
}
