import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keepRunning } from '../processes/keep-running.mjs';
import { startUntilReady, StoppedEarly } from '../processes/start-until-ready.mjs';
import { addressOf, portOf } from './services.mjs';

const readyMs = 90_000;

/**
 * Starts the services, each with its port and data folder, and answers when all say that they are ready.
 * @param {{ root: string, dataFolder: string, firstPort: number, settingsOf(service: string): Record<string, string>, signal: AbortSignal,
 *   report(text: string): void }} options
 */
export async function startServices(wanted, options) {
  const kept = [];
  const oneFailed = new AbortController();
  const signal = AbortSignal.any([options.signal, oneFailed.signal]);
  const start = async (service) => {
    try {
      kept.push(await keepRunning(service.name, () => startService(service, { ...options, signal }), options));
    } catch (error) {
      oneFailed.abort();
      throw error;
    }
  };
  const stop = () => Promise.all(kept.map((service) => service.stop()));
  const outcomes = await Promise.allSettled(wanted.map(start));
  const failures = outcomes.filter(({ status }) => status === 'rejected');
  if (failures.length > 0) {
    await stop();
    // The others only say that they were stopped because of it.
    throw failures.find(({ reason }) => !(reason instanceof StoppedEarly))?.reason ?? failures[0].reason;
  }
  return { stop, kill: () => kept.forEach((service) => service.kill()) };
}

function startService(service, { root, dataFolder, firstPort, settingsOf, signal }) {
  const { name, givesWay } = service;
  const folder = join(dataFolder, 'services', name);
  mkdirSync(folder, { recursive: true });
  const program = {
    name,
    givesWay,
    command: process.execPath,
    args: [join('apps', name, 'dist', 'main.js')],
    cwd: root,
    env: { ...settingsOf(name), PORT: String(portOf(service, firstPort)), DATA_DIR: folder },
    logFile: join(dataFolder, 'logs', `${name}.log`),
    pidFile: join(dataFolder, 'pids', `${name}.json`),
  };
  const isReady = () => answersWell(`${addressOf(service, firstPort)}${service.readyPath ?? '/readyz'}`);
  return startUntilReady(program, { isReady, timeoutMs: readyMs, signal });
}

async function answersWell(url) {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}
