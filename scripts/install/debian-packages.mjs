import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';
import { which } from './which.mjs';

export const debianPackages = {
  postgres: 'postgresql',
  nats: 'nats-server',
  redis: 'redis-server',
  nginx: 'nginx-light',
};

const mark = '# Written by Ringdown for the time of one installation.';

export const isDebian = () => existsSync('/etc/debian_version') && which('apt-get') !== null;

/** Installs with apt, as root or through sudo. What the packages would start or set up by themselves stays unstarted. */
export async function installDebianPackages(kinds) {
  const names = kinds.map((kind) => debianPackages[kind]);
  if (process.getuid() === 0) await withoutDaemons('/', () => aptInstall(names));
  else await installThroughSudo(kinds, names);
}

/** Ourselves once more, as root: apt and the files that keep the daemons from starting need the same rights. */
async function installThroughSudo(kinds, names) {
  const byHand = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (which('sudo') === null) throw new Error(`Neither root nor sudo here. As root, run: ${byHand}`);
  const call = `import(${JSON.stringify(import.meta.url)}).then((m) => m.installDebianPackages(${JSON.stringify(kinds)}))`;
  const { ok } = await run('sudo', [process.execPath, '--input-type=module', '-e', call], { shown: true });
  if (!ok) throw new Error(`The packages could not be installed through sudo. As root, run: ${byHand}`);
}

async function aptInstall(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env });
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
  if (install.ok) return;
  const reason = [update.ok ? '' : update.output, install.output].join('');
  throw new Error(
    `apt-get could not install ${names.join(', ')}:\n${reason}\n` +
      'Where a package does not exist in this release, use "docker compose up", or set DATABASE_URL, NATS_URL, REDIS_URL.',
  );
}

/**
 * While `work` runs: no package starts its daemon (policy-rc.d, see invoke-rc.d(8)) and postgresql creates no cluster of its own
 * (pg_createcluster(1)). Files of others are respected; ours are gone afterwards, also after Ctrl-C.
 */
export async function withoutDaemons(root, work) {
  const ours = [
    { file: join(root, 'usr/sbin/policy-rc.d'), text: `#!/bin/sh\n${mark}\nexit 101\n`, mode: 0o755 },
    {
      file: join(root, 'etc/postgresql-common/createcluster.d/ringdown.conf'),
      text: `${mark}\ncreate_main_cluster = false\n`,
      mode: 0o644,
    },
  ].filter(({ file }) => !existsSync(file) || readFileSync(file, 'utf8').includes(mark));
  const folders = ours.flatMap(({ file }) => missingFolders(dirname(file)));
  // The terminal sends Ctrl-C to apt as well: it ends, and we come to our clearing up.
  const waitForApt = () => {};
  process.on('SIGINT', waitForApt);
  try {
    for (const { file, text, mode } of ours) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode });
    }
    return await work();
  } finally {
    process.off('SIGINT', waitForApt);
    for (const { file } of ours) rmSync(file, { force: true });
    folders.forEach(removeIfEmpty);
  }
}

/** The folders that must be made for `folder`, innermost first. */
function missingFolders(folder) {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT', 'EEXIST'].includes(error.code)) throw error;
  }
}
