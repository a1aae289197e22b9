import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { greetingOf } from './greeting-of.mjs';
import { ownFolder } from './own-folder.mjs';

/** NATS with JetStream on files, each write synced where the server can do that (2.10 and later). */
export function nats({ folder, user, binaries, port, throwAway }) {
  const data = join(folder, 'nats');
  const config = join(folder, 'nats.conf');
  const command = binaries.nats;
  return {
    name: 'nats',
    url: `nats://127.0.0.1:${port}`,
    variable: 'NATS_URL',
    signals: ['SIGTERM'],
    command,
    args: ['-c', config],
    prepare() {
      ownFolder(data, user);
      const sync = !throwAway && knowsSyncInterval(versionOf(command)) ? ', sync_interval: always' : '';
      writeFileSync(
        config,
        `listen: "127.0.0.1:${port}"\nmax_payload: 8MB\njetstream { store_dir: "${data}"${sync} }\n`,
      );
    },
    isReady: async () => (await greetingOf(port)).includes('"jetstream":true'),
  };
}

/** `nats-server: v2.9.10` → false. An unknown field in the configuration stops the older ones. */
export function knowsSyncInterval(versionLine) {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(versionLine) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 10);
}

function versionOf(command) {
  return spawnSync(command, ['-v'], { encoding: 'utf8' }).stdout ?? '';
}
