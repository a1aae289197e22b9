import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

const versionOf = (command, args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n')[0];
  } catch {
    return 'unknown';
  }
};

/** What the figures were measured on: without it they mean nothing. */
export const machine = () => [
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
  `Node ${process.version}; ${versionOf('psql', ['--version'])}; ${versionOf('nats-server', ['--version'])}; ${versionOf('redis-server', ['--version']).slice(0, 26)}`,
  'Services, Postgres (fsync on), NATS, Redis (appendonly), the load generator and the simulated carrier share this machine.',
];
