import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isProgram, which as whichOnPath } from './which.mjs';

// Debian and Ubuntu keep one folder a major version, off the PATH; so do Homebrew and Red Hat.
const postgresHomes = [
  { parent: '/usr/lib/postgresql', pattern: /^(\d+)$/ },
  { parent: '/opt/homebrew/opt', pattern: /^postgresql@(\d+)$/ },
  { parent: '/usr/local/opt', pattern: /^postgresql@(\d+)$/ },
  { parent: '/usr', pattern: /^pgsql-(\d+)$/ },
];

/**
 * Where the servers' programs are; `null` for what is not there. `postgres` is the folder that holds postgres and initdb,
 * of the newest version found.
 */
export function findServerBinaries({ which = whichOnPath, homes = postgresHomes } = {}) {
  return {
    postgres: newestPostgres(homes) ?? postgresOnPath(which),
    nats: which('nats-server'),
    redis: which('redis-server'),
    nginx: which('nginx'),
  };
}

function newestPostgres(homes) {
  const found = homes.flatMap(({ parent, pattern }) =>
    list(parent).flatMap((name) => {
      const version = pattern.exec(name)?.[1];
      return version ? [{ version: Number(version), bin: join(parent, name, 'bin') }] : [];
    }),
  );
  const complete = found.filter(({ bin }) => isComplete(bin)).sort((a, b) => b.version - a.version);
  return complete[0]?.bin ?? null;
}

function postgresOnPath(which) {
  const initdb = which('initdb');
  const bin = initdb && dirname(realpathSync(initdb));
  return bin && isComplete(bin) ? bin : null;
}

const isComplete = (bin) => ['postgres', 'initdb', 'createdb'].every((program) => isProgram(join(bin, program)));

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
