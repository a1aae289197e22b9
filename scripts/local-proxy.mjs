import { spawn } from 'node:child_process';
import { findServerBinaries } from './install/find-server-binaries.mjs';
import { nginx } from './local-servers/nginx.mjs';

// The reverse proxy of deploy/nginx.conf in front of services on this machine, until SIGTERM. By environment:
// PORT, FOLDER (its own), FALLBACK_DIR, and the origins CONTROL, INGEST, VOICE and NOTIFICATION.
const needed = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing.`);
  return value;
};

const binary = findServerBinaries().nginx;
if (binary === null) throw new Error('nginx is missing: npm test installs it, or your system’s packages have it.');
const proxy = nginx({
  folder: needed('FOLDER'),
  binary,
  port: Number(needed('PORT')),
  upstreams: {
    control: needed('CONTROL'),
    ingest: needed('INGEST'),
    voice: needed('VOICE'),
    notification: needed('NOTIFICATION'),
  },
  fallbackDir: needed('FALLBACK_DIR'),
});
proxy.prepare();
const child = spawn(proxy.command, proxy.args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.once('error', (error) => {
  throw error;
});
child.once('close', (code) => (process.exitCode = code ?? 1));
