import { platform } from 'node:os';
import { debianPackages, installDebianPackages, isDebian } from './debian-packages.mjs';
import { findServerBinaries } from './find-server-binaries.mjs';

const brewFormulas = { postgres: 'postgresql@17', nats: 'nats-server', redis: 'redis', nginx: 'nginx' };
const urls = { postgres: 'DATABASE_URL', nats: 'NATS_URL', redis: 'REDIS_URL' };

/**
 * Finds the programs of the wanted servers (of postgres, nats, redis, nginx) and, on Debian and Ubuntu, installs the missing ones,
 * saying so first. Elsewhere throws with what to do.
 */
export async function ensureServers(wanted, report, world = {}) {
  const { find = findServerBinaries, os = platform(), debian = isDebian, install = installDebianPackages } = world;
  const missing = missingOf(wanted, find());
  if (missing.length === 0) return find();
  if (os !== 'linux' || !debian()) throw new Error(whatToDo(missing, os));

  report(`installing from the system's packages: ${missing.map((kind) => debianPackages[kind]).join(', ')}`);
  await install(missing);
  const stillMissing = missingOf(wanted, find());
  if (stillMissing.length > 0) throw new Error(`Installed, but not found: ${stillMissing.join(', ')}.`);
  return find();
}

const missingOf = (wanted, found) => wanted.filter((kind) => found[kind] === null);

function whatToDo(missing, os) {
  // nginx is only run by tests, which need it here
  const variables = missing.map((kind) => urls[kind]).filter(Boolean);
  const given = variables.length > 0 ? `or set ${variables.join(', ')} to servers that run already` : '';
  if (os === 'darwin')
    return `Missing: ${missing.join(', ')}. Run: brew install ${missing.map((kind) => brewFormulas[kind]).join(' ')}${given && ` (${given})`}.`;
  return `Missing: ${missing.join(', ')}. Install them with your system's packages, use "docker compose up" instead${given && `, ${given}`}.`;
}
