import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deploy, deployedText } from './deployed-text.mjs';

/**
 * The reverse proxy of deploy/nginx.conf on this machine: the same rules, other addresses. `upstreams` are origins of
 * control, ingest, voice (call-routing) and notification; `fallbackDir` is what call-routing writes; `frontProxies` are the
 * addresses of those in front of it.
 */
export function nginx({ folder, binary, port, upstreams, fallbackDir, frontProxies = [] }) {
  const config = join(folder, 'nginx.conf');
  return {
    url: `http://127.0.0.1:${port}`,
    command: binary,
    args: ['-p', folder, '-c', config, '-e', 'stderr', '-g', 'daemon off;'],
    prepare() {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'fallback-locations.conf'), fallbackLocations(fallbackDir));
      writeFileSync(join(folder, 'front-proxies.conf'), frontProxiesFile(frontProxies));
      for (const [name, text] of Object.entries(waitingFiles(folder))) writeFileSync(join(folder, name), text);
      writeFileSync(config, localConfig({ folder, port, upstreams }));
      const { status, stderr } = spawnSync(binary, ['-t', '-q', '-p', folder, '-c', config, '-e', 'stderr'], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`nginx does not accept its configuration:\n${stderr}`);
    },
  };
}

const fallbackLocations = (fallbackDir) =>
  deployedText('nginx/fallback-locations.conf', [['root /srv/fallback;', `root "${resolve(fallbackDir)}";`]]);

const frontProxiesFile = (addresses) =>
  deployedText('nginx/front-proxies.conf', []) + addresses.map((address) => `set_real_ip_from ${address};\n`).join('');

const waitingFiles = (folder) => {
  const request = join(deploy, 'nginx/voice-request.conf');
  const wait = join(folder, 'voice-wait.conf');
  return {
    'voice-wait.conf': deployedText('nginx/voice-wait.conf', [['ringdown/voice-request.conf', request]]),
    'voice-locations.conf': deployedText('nginx/voice-locations.conf', [
      ['ringdown/voice-request.conf', request],
      ['ringdown/voice-wait.conf', wait],
    ]),
    'people-locations.conf': deployedText('nginx/people-locations.conf', [
      ['ringdown/people-wait.conf', join(deploy, 'nginx/people-wait.conf')],
    ]),
  };
};

/** As root, nginx's workers would be somebody else, who may not read a folder of ours. */
const asOurselves = () => (process.getuid?.() === 0 ? 'user root;\n' : '');

function localConfig({ folder, port, upstreams }) {
  const config = deployedText('nginx.conf', [
    ['listen 8080;', `listen 127.0.0.1:${port};`],
    ['worker_processes auto;', 'worker_processes 1;'],
    ['/tmp/', `${folder}/`],
    ['http://control:3000', upstreams.control],
    ['http://ingest:3001', upstreams.ingest],
    ['http://call-routing:3002', upstreams.voice],
    ['http://notification:3003', upstreams.notification],
    ['ringdown/front-proxies.conf', join(folder, 'front-proxies.conf')],
    ['ringdown/fallback-steps.conf', join(deploy, 'nginx/fallback-steps.conf')],
    ['ringdown/fallback-locations.conf', join(folder, 'fallback-locations.conf')],
    ['ringdown/voice-steps.conf', join(deploy, 'nginx/voice-steps.conf')],
    ['ringdown/voice-locations.conf', join(folder, 'voice-locations.conf')],
    ['ringdown/people-locations.conf', join(folder, 'people-locations.conf')],
  ]);
  return asOurselves() + config;
}
