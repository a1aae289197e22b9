import { spawn } from 'node:child_process';
import { ensureServers } from './install/ensure-servers.mjs';
import { startThrowAwayServers } from './local-servers/throw-away-servers.mjs';

// node scripts/with-servers.mjs npx jest … : runs a command with DATABASE_URL, NATS_URL and REDIS_URL of servers that live as long as it does.
const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Usage: node scripts/with-servers.mjs <command> [arguments]');
  process.exit(2);
}

let child = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));

const binaries = await ensureServers(['postgres', 'nats', 'redis', 'nginx'], (text) => console.error(text));
const servers = await startThrowAwayServers({ binaries });
try {
  child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...servers.env } });
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
} finally {
  await servers.stop();
}
