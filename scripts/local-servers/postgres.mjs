import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './own-folder.mjs';

const role = 'ringdown';
const unsafeButFast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const readyLine = 7;

/** Postgres on a loopback port only, with a password and no Unix socket. `throwAway`: nothing is synced to disk. */
export function postgres({ folder, user, binaries, port, password, throwAway }) {
  const data = join(folder, 'postgres');
  const bin = binaries.postgres;
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    ...(throwAway ? unsafeButFast : []),
  ];
  return {
    name: 'postgres',
    url: `postgres://${role}:${password}@127.0.0.1:${port}/${role}`,
    variable: 'DATABASE_URL',
    // "Fast", then "immediate": SIGTERM would wait for every client to leave.
    signals: ['SIGINT', 'SIGQUIT'],
    command: join(bin, 'postgres'),
    args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    prepare() {
      if (existsSync(data)) assertSameMajor(data, bin);
      else createCluster({ data, bin, user, password, throwAway });
    },
    isReady: async ({ pid }) => statusIsReady(data, pid),
    afterReady: () => createDatabase(bin, port, password),
  };
}

/** What pg_ctl looks at: the status that the server itself keeps in its pid file, which may also be of an earlier one. */
function statusIsReady(data, pid) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[readyLine]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function createCluster({ data, bin, user, password, throwAway }) {
  const unfinished = `${data}.unfinished`;
  const passwordFile = `${data}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  ownFolder(unfinished, user);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const options = [`--username=${role}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  options.push(`--locale=${locale}`, ...(throwAway ? ['--no-sync'] : []));
  try {
    run(join(bin, 'initdb'), ['-D', unfinished, ...options], user);
    renameSync(unfinished, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function createDatabase(bin, port, password) {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', role, role];
  const { status, stderr } = spawnSync(join(bin, 'createdb'), args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', PGPASSWORD: password },
  });
  if (status !== 0 && !stderr.includes('already exists')) throw new Error(`createdb failed: ${stderr}`);
}

function assertSameMajor(data, bin) {
  const written = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const found = /\) (\d+)/.exec(stdout)?.[1];
  if (found === written) return;
  throw new Error(
    `The data in ${data} was written by PostgreSQL ${written}, but the one found in ${bin} is ${found}. ` +
      `Install PostgreSQL ${written}, or move that folder away to begin with an empty database.`,
  );
}

function run(command, args, user) {
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const { status, error, stdout, stderr } = spawnSync(command, args, { ...user, env, cwd: '/', encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}
