import { join } from 'node:path';
import { demoAccounts } from '../demo/demo-accounts.mjs';
import { introduceToCarrier } from '../demo/introduce-to-carrier.mjs';
import { loadDemo } from '../demo/load-demo.mjs';
import { ensureNpmPackages } from '../install/npm-packages.mjs';
import { ensureServers } from '../install/ensure-servers.mjs';
import { closeFolder } from '../local-servers/own-folder.mjs';
import { startLocalServers } from '../local-servers/start-local-servers.mjs';
import { keepRunning } from '../processes/keep-running.mjs';
import { readKept, writeKept } from '../processes/kept-json.mjs';
import { stopLeftOvers } from '../processes/stop-left-overs.mjs';
import { buildProjects } from '../nx.mjs';
import { createProgress } from '../progress.mjs';
import { createRestApi } from '../rest-api.mjs';
import { assertPortsFree } from './assert-ports-free.mjs';
import { buildSettings, keptSecrets, needsCarrier } from './build-settings.mjs';
import { addressOf, carrier, services } from './services.mjs';
import { startServices } from './start-services.mjs';

const urls = { postgres: 'DATABASE_URL', nats: 'NATS_URL', redis: 'REDIS_URL' };

/**
 * Everything between a checkout and a running system, reporting each step; what it starts is handed to `shutdown`.
 * @param {{ root: string, dataFolder: string, firstPort: number, empty: boolean, given: Record<string, string>,
 *   shutdown: object, report(text: string): void }} options
 */
export async function bringUp(options) {
  const { root, dataFolder, firstPort, empty, given, shutdown, report } = options;
  for (const name of ['logs', 'pids', 'services']) closeFolder(join(dataFolder, name));
  const stopped = await stopLeftOvers(join(dataFolder, 'pids'));
  if (stopped.length > 0) report(`Stopped what an earlier start left behind: ${stopped.join(', ')}.`);
  const wantedServers = Object.keys(urls).filter((kind) => !given[urls[kind]]);
  const simulated = needsCarrier(given);
  const wantedServices = simulated ? [...services, carrier] : services;
  await assertPortsFree(wantedServices, firstPort);

  const progress = createProgress(empty ? 5 : 6);
  const step = (title, work) => {
    if (shutdown.signal.aborted) throw new Error('stopped before the end of the start');
    return progress.step(title, work);
  };
  await step('npm packages', (reportStep) => ensureNpmPackages(root, reportStep, shutdown.signal));
  const binaries = await step('programs of Postgres, NATS, Redis', (reportStep) =>
    ensureServers(wantedServers, reportStep),
  );
  await step('building', () => buildProjects(root, shutdown.signal));

  const keep = (name, start) => keepRunning(name, start, { report });
  const servers = await step(serversTitle(wantedServers), () =>
    startLocalServers({ folder: dataFolder, wanted: wantedServers, binaries, keep }),
  );
  shutdown.add(servers);
  const kept = keepSettings({ dataFolder, given, firstPort, simulated });
  const settings = { ...buildSettings(given, kept.secrets, firstPort), ...servers.env };
  const settingsOf = (service) =>
    servers.natsUrls[service] ? { ...settings, NATS_URL: servers.natsUrls[service] } : settings;
  const serviceOptions = { root, dataFolder, firstPort, settingsOf, signal: shutdown.signal, report };
  shutdown.add(await step('migrating and starting the services', () => startServices(wantedServices, serviceOptions)));
  kept.remember();

  const api = createRestApi({ base: `${kept.apiUrl}/api/v1`, key: settings.RINGDOWN_API_KEY });
  if (!empty)
    await step('demo organisation', () =>
      loadDemo(api, {
        accounts: kept.accounts,
        carrierUrl: kept.carrierUrl,
        adminEmail: settings.RINGDOWN_ADMIN_EMAIL,
      }),
    );
  if (simulated) await introduceToCarrier(api, createRestApi({ base: kept.carrierUrl }), kept.accounts);
  return { api, settings, carrierUrl: kept.carrierUrl };
}

/** settings.json: the secrets of this installation and, for `npm run call`, where it listens. */
function keepSettings({ dataFolder, given, firstPort, simulated }) {
  const file = join(dataFolder, 'settings.json');
  const before = readKept(file);
  const accounts = demoAccounts(before);
  const made = keptSecrets({}, before);
  const secrets = keptSecrets(given, made);
  const apiUrl = addressOf(services[0], firstPort);
  const carrierUrl = simulated ? addressOf(carrier, firstPort) : null;
  const keep = (known) => writeKept(file, { ...known, demoAccounts: accounts, apiUrl, carrierUrl });
  keep(made);
  // What the environment gives is remembered once the services run with it: a malformed one, or another secret key, is not.
  return { secrets, accounts, apiUrl, carrierUrl, remember: () => keep(secrets) };
}

const serversTitle = (wanted) =>
  wanted.length === 0 ? 'servers: the ones given' : `starting ${wanted.join(', ')} on ports of their own`;
